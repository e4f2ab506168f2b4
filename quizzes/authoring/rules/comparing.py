"""Two trainers' texts of one exercise beside each other, scene by scene, and taking scenes over. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from quizzes.authoring.rules.shaping import Sheet, Unread
from quizzes.exercise.graph import Choice, Scene
from quizzes.exercise.lines import name_key
from quizzes.exercise.writing import write_exercise


@dataclass(frozen=True)
class Beside:
    """One scene as two people have it; None where one of them does not."""

    name: str
    mine: str | None
    theirs: str | None

    @property
    def differs(self) -> bool:
        """Whether the two texts are not the same."""
        return self.mine != self.theirs


def scenes_beside(mine: Sheet, theirs: Sheet, language: str) -> list[Beside]:
    """Every scene of either, hers in their order, then those that only the other has."""
    own, other = _texts(mine, language), _texts(theirs, language)
    names = {**{name_key(scene.name): scene.name for scene in theirs.scenes}, **_spelled(mine)}
    return [Beside(names[key], own.get(key), other.get(key)) for key in dict.fromkeys([*own, *other])]


def take_over(mine: Sheet, theirs: Sheet, names: Collection[str]) -> Sheet:
    """Hers with these scenes of the other, as they stand: in place of those of the same name, else behind
    them. Arrows lead to the scenes of the same name; one to a scene that she does not have says its name. The
    competencies that their answers name stand in her head too."""
    wanted = {name_key(name) for name in names}
    taken = {
        name_key(scene.name): (scene, theirs, unread)
        for scene, unread in _with_unread(theirs)
        if name_key(scene.name) in wanted
    }
    own = {name_key(scene.name) for scene in mine.scenes}
    scenes = [taken.get(name_key(scene.name), (scene, mine, unread)) for scene, unread in _with_unread(mine)]
    scenes += [each for key, each in taken.items() if key not in own]
    tags = [tag for scene, _, _ in taken.values() for choice in scene.choices for tag in choice.tags]
    competencies = tuple(dict.fromkeys((*mine.exercise.competencies, *tags)))
    joined = _joined(mine, [(scene, sheet) for scene, sheet, _ in scenes])
    return replace(
        joined,
        exercise=replace(joined.exercise, competencies=competencies),
        unread=tuple(unread for _, _, unread in scenes),
    )


def _with_unread(sheet: Sheet) -> Iterable[tuple[Scene, Unread]]:
    return zip(sheet.scenes, sheet.unread, strict=True)


def _joined(mine: Sheet, scenes: list[tuple[Scene, Sheet]]) -> Sheet:
    """The scenes, each with the sheet that its arrows are counted in, as one sheet."""
    places = {name_key(scene.name): place for place, (scene, _) in enumerate(scenes)}
    missing: dict[str, Scene] = {}
    for scene, sheet in scenes:
        for name in _led_to(scene, sheet):
            if name_key(name) not in places:
                missing.setdefault(name_key(name), Scene(name))
    places |= {key: len(scenes) + number for number, key in enumerate(missing)}
    joined = [
        replace(scene, choices=tuple(_turned(choice, sheet, places) for choice in scene.choices))
        for scene, sheet in scenes
    ]
    exercise = replace(mine.exercise, scenes=(*joined, *missing.values()))
    return replace(mine, exercise=exercise, known=len(scenes))


def _led_to(scene: Scene, sheet: Sheet) -> Iterable[str]:
    for choice in scene.choices:
        if choice.target is not None:
            yield sheet.exercise.scenes[choice.target].name


def _turned(choice: Choice, sheet: Sheet, places: dict[str, int]) -> Choice:
    if choice.target is None:
        return choice
    return replace(choice, target=places[name_key(sheet.exercise.scenes[choice.target].name)])


def _texts(sheet: Sheet, language: str) -> dict[str, str]:
    """Each scene as it is written, by the key of its name."""
    whole = write_exercise(sheet.exercise, language).removesuffix("\n")
    parts = whole.split("\n\n== ")[1 : sheet.known + 1]
    return {name_key(scene.name): f"== {part}" for scene, part in zip(sheet.scenes, parts, strict=True)}


def _spelled(sheet: Sheet) -> dict[str, str]:
    return {name_key(scene.name): scene.name for scene in sheet.scenes}
