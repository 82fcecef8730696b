"""The core's own tests, by NUnit on .NET 8 and once more on Mono."""

import re

import pytest

from affekt.bench.csharp import mono_path, run

pytestmark = pytest.mark.csharp


def test_the_core_s_tests_pass_by_nunit_on_net_8(net8):
    done = run(net8)

    assert done.code == 0, done.out
    assert int(re.findall(r"(\d+) passed, 0 failed, 0 skipped", done.out)[0]) >= 50, done.out


@pytest.mark.skipif(mono_path() is None, reason="NOT TESTED: Mono is not installed; run `make engines`")
def test_the_core_s_tests_pass_on_mono(mono):
    done = run(mono, mono=True)

    assert done.code == 0, done.out
    assert int(re.findall(r"(\d+) passed, 0 failed", done.out)[0]) >= 50, done.out
