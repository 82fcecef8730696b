"""Playlists: which item comes next. Every draw depends on the seed, the playlist and how many were drawn before."""

from affekt.arrange.manifest import Playlist, PlaylistItem
from affekt.core import chance
from affekt.core.values import replace
from affekt.session.draft import Draft
from affekt.session.state import Listing


def listing(draft: Draft, name: str) -> Listing:
    """Return how far a playlist has come; at its beginning where it never played."""
    return next((one for one in draft.trail.lists if one.name == name), Listing(name))


def coming(draft: Draft, name: str, *, anew: bool) -> int | None:
    """Return the item that comes next; None where the rounds are over, unless it is asked for anew."""
    playlist, far = draft.stage.manifest.playlists[name], listing(draft, name)
    rounds = playlist.repeat * len(playlist.items)
    if rounds and far.round_drawn >= rounds and not anew:
        return None
    return draw(playlist, name, draft.seed, far.drawn, far.recent)


def draw(playlist: Playlist, name: str, seed: int, drawn: int, recent: tuple[int, ...]) -> int:
    """Return the index of the item that is drawn after `drawn` others, of which the newest stand in `recent`."""
    count = len(playlist.items)
    place = drawn % count
    if playlist.order == "sequence":
        return place
    weights = dict.fromkeys(range(count), 1.0)
    if playlist.order == "weighted":
        weights = {k: item.weight for k, item in enumerate(playlist.items) if item.weight > 0} or weights
    else:
        for index in recent[-place:] if place else ():
            weights.pop(index, None)
    for index in reversed(recent[-playlist.avoid_last :] if playlist.avoid_last else ()):
        if len(weights) > 1:
            weights.pop(index, None)
    left = sorted(weights)
    return left[chance.pick([weights[k] for k in left], seed, f"playlist:{name}", drawn)]


def drew(draft: Draft, name: str, index: int) -> None:
    """Write down that an item of a playlist begins."""
    playlist, far = draft.stage.manifest.playlists[name], listing(draft, name)
    rounds = playlist.repeat * len(playlist.items)
    before = 0 if rounds and far.round_drawn >= rounds else far.round_drawn
    kept = max(len(playlist.items), playlist.avoid_last)
    now = replace(far, drawn=far.drawn + 1, round_drawn=before + 1, recent=(*far.recent, index)[-kept:])
    others = tuple(one for one in draft.trail.lists if one.name != name)
    draft.trail = replace(draft.trail, lists=(*others, now))


def item(draft: Draft) -> PlaylistItem | None:
    """Return the playlist's item that sounds; None where no playlist leads."""
    scene = draft.scene
    return draft.stage.manifest.playlists[scene.playlist].items[scene.item] if scene.playlist else None
