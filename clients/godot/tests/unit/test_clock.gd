extends "res://tests/suite.gd"

const SessionClock := preload("res://addons/affekt/core/session_clock.gd")


func test_the_quickest_answer_is_believed() -> void:
	var clock := SessionClock.new()
	equal(clock.known(), false, "known")
	equal(clock.frame_at(1_000_000), 0.0, "the frame before an answer")
	equal(clock.error_ms(), INF, "the error before an answer")
	clock.hear(0, 40_000, 48_000.0)
	clock.hear(100_000, 102_000, 51_000.0)
	clock.hear(200_000, 290_000, 57_000.0)
	near(clock.frame_at(101_000), 51_000.0, 0.001, "the frame")
	near(clock.frame_at(1_101_000), 99_000.0, 0.001, "the frame a second later")
	near(clock.error_ms(), 1.0, 0.001, "the error")


func test_an_old_answer_is_forgotten_after_twelve() -> void:
	var clock := SessionClock.new()
	clock.hear(0, 1_000, 0.0)
	for n in range(1, 13):
		clock.hear(n * 100_000, n * 100_000 + 8_000, n * 4_800.0)
	near(clock.trip_ms(), 8.0, 0.001, "the trip")
	clock.forget()
	equal(clock.known(), false, "known after all was forgotten")


func test_an_answer_before_its_question_is_passed_over() -> void:
	var clock := SessionClock.new()
	clock.hear(1_000, 500, 48_000.0)
	equal(clock.known(), false, "known")
