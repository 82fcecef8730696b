from affekt.core.inputs import GameEvent, GameState
from affekt.sense.game import default_table
from affekt.testing.simulated import eda, face, heart_rate, normal
from affekt.testing.simulated_game import FakeGame


def test_a_simulated_body_is_the_same_for_the_same_seed_and_another_for_another():
    def course(t: float) -> float:
        return min(t / 60, 1.0)

    for body in (lambda s: heart_rate(course, 30, seed=s), lambda s: eda(course, 30, seed=s)):
        assert list(body(1)) == list(body(1))
        assert list(body(1)) != list(body(2))
    assert list(face(course, course, 2, seed=1)) == list(face(course, course, 2, seed=1))


def test_the_noise_is_normal():
    draws = [normal(1, "test", i) for i in range(2000)]
    assert abs(sum(draws) / 2000) < 0.07
    assert 0.9 < sum(x * x for x in draws) / 2000 < 1.1


def test_skin_responds_to_excitement():
    calm = [s.values[0][1] for _, s in eda(lambda _: 0.1, 120, seed=4)]
    excited = [s.values[0][1] for _, s in eda(lambda _: 0.9, 120, seed=4)]
    assert sum(excited) > sum(calm)


def test_a_fake_game_is_written_briefly_and_read_in_order():
    game = FakeGame.of((3.0, "hit_taken 0.4"), (1.0, "explore"), (2.0, {"threat": 0.8}))
    assert list(game) == [
        (1.0, GameEvent("explore")),
        (2.0, GameState((("threat", 0.8),))),
        (3.0, GameEvent("hit_taken", 0.4)),
    ]


def test_a_journey_speaks_the_words_of_the_shipped_table():
    table = default_table()
    for _, said in FakeGame.journey(60, seed=2):
        if isinstance(said, GameEvent):
            assert said.name in table.events
        elif isinstance(said, GameState):
            assert all(key in table.state for key, _ in said.values)
    assert list(FakeGame.journey(60, seed=2)) == list(FakeGame.journey(60, seed=2))
