class_name Options
extends RefCounted
## What was said on the command line after `--`, such as `--script=adventure --seed=7`.

## A scripted player: `adventure`, `defeat`; empty for a person.
var script_name := ""
## The forest's seed; 0 draws one.
var number := 0
## Where to write what the game says to the score; empty for nowhere.
var say_file := ""
## Where to put screenshots; empty for none.
var shots := ""
## Whether to play without drawing, as fast as it goes.
var blind := false
## `streamed`, `commanded` or `baked`; empty keeps the setting.
var mode := ""
## `websocket` or `osc`; empty keeps the setting.
var wire := ""
## The server's addresses; empty keeps the setting.
var server := ""
var osc := ""
## Where a server of the game's own lies, from the game's folder; used where there is one.
var own_server := "music_server"
## Seconds after which to quit; 0 for never.
var seconds := 0.0
## Whether to hold the music still, to compare.
var still := false
## Begin a night at once, not at the title.
var play := false
## Begin with the night that was saved.
var go_on := false
## Second at which to pause for a second; 0 for never.
var pause_at := 0.0


## Read them.
static func from_command_line() -> Options:
	var options := Options.new()
	for word: String in OS.get_cmdline_user_args():
		var value := word.get_slice("=", 1)
		match word.get_slice("=", 0):
			"--script":
				options.script_name = value
			"--seed":
				options.number = int(value)
			"--say-file":
				options.say_file = value
			"--shots":
				options.shots = value
			"--blind":
				options.blind = true
			"--mode":
				options.mode = value
			"--wire":
				options.wire = value
			"--server":
				options.server = value
			"--osc":
				options.osc = value
			"--own-server":
				options.own_server = value
			"--seconds":
				options.seconds = float(value)
			"--play":
				options.play = true
			"--static":
				options.still = true
			"--go-on":
				options.go_on = true
			"--pause-at":
				options.pause_at = float(value)
			_:
				push_warning("sample: '%s' is not understood" % word)
	return options
