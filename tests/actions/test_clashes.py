from actions.clashes import Part, Side


def part(base, mine, theirs):
    return Part({"text": base}, {"text": mine}, {"text": theirs})


def test_only_mine_changed():
    assert part("a", "b", "a").side is Side.MINE


def test_only_theirs_changed():
    assert part("a", "a", "b").side is Side.THEIRS


def test_both_changed_differently_is_a_clash():
    assert part("a", "b", "c").side is Side.BOTH


def test_both_changed_alike_is_none():
    assert part("a", "b", "b").side is Side.THEIRS


def test_a_form_that_does_not_say_what_it_was_shown_with_is_a_clash():
    assert Part(None, {"text": "mine"}, {"text": "theirs"}).side is Side.BOTH
