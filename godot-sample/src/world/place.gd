class_name Place
extends RefCounted
## A spot in the forest where something can happen.

## What can be at a place.
enum Kind { FIRE, WONDER, CAIRN, FLASK, HUSH, GATE, SHADES }

## What is here.
var kind: Kind
## Where it is, in pixels.
var at: Vector2
## How far it reaches, in pixels.
var radius: float
## Which of its kind it is, from 0; for shades: how many.
var number: int
## Whether it has been found, kindled, taken or opened.
var done := false


func _init(what: Kind, where: Vector2, reach: float, count: int) -> void:
	kind = what
	at = where
	radius = reach
	number = count
