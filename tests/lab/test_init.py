from pkgutil import iter_modules

import archlib as al


def test_every_name_of_the_lab_is_there() -> None:
    assert al.lab.__all__ == sorted(al.lab._HOME)
    for name in al.lab.__all__:
        assert callable(getattr(al.lab, name)), name
        assert getattr(al.lab, name).__doc__


def test_no_module_takes_the_place_of_a_function() -> None:
    modules = {found.name for found in iter_modules(al.lab.__path__)}
    assert modules.isdisjoint(al.lab.__all__)
