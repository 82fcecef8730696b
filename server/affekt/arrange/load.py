"""Loading a set: checked first, so that whatever plays it need not ask again."""

from pathlib import Path

from affekt.arrange.check import judge
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.recordings import missing
from affekt.arrange.setjson import set_sha256
from affekt.core.errors import AffektError, Reason


def load(folder: Path, *, audio: bool = True) -> LoadedSet:
    """Load a set from its folder.

    Args:
        folder: where its `set.toml` is.
        audio: its recordings must be there; without, only the manifest is asked for (and hashed), as before a build.

    Raises:
        AffektError: BAD_SET, with every error on a line of its own, as `set.toml:LINE: …`.
    """
    manifest, findings = judge(folder, sources=False)
    faults = findings.errors
    if faults or manifest is None:
        raise AffektError(Reason.BAD_SET, "\n".join(f"set.toml:{f.line}: {f.where}: {f.text}" for f in faults))
    absent = missing(folder, manifest)
    if absent and audio:
        more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
        text = f"{manifest.name}: {absent[0]}{more} not built yet; run 'affekt sets build {manifest.name}'"
        raise AffektError(Reason.BAD_SET, text)
    try:
        digest = "" if absent else set_sha256(folder, manifest)
    except OSError as error:
        text = f"{manifest.name}: a recording cannot be read ({error.strerror}); see 'affekt sets check'"
        raise AffektError(Reason.BAD_SET, text) from error
    return LoadedSet(manifest, folder.resolve(), digest)
