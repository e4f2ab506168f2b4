"""What an exercise asks of who reads it: its syllables, and its minutes."""

from quizzes.exercise.graph import Exercise, Scene

SYLLABLES_A_MINUTE = 110  # a slow reader on a small screen, who stops to think


def syllables(text: str) -> int:
    """How many syllables a Vietnamese text has: one between two spaces."""
    return len(text.split())


def syllables_of(scene: Scene) -> int:
    """How many syllables stand on the phone before the choices: the words of a scene, or its ending."""
    return syllables(scene.text) + syllables(scene.ending_text)


def minutes_of(exercise: Exercise) -> int:
    """What one attempt reads: about half the scenes of a scenario, the questions that are drawn of a test."""
    words = sum(
        syllables(scene.text) + sum(syllables(choice.text) for choice in scene.choices)
        for scene in exercise.scenes
    )
    return max(1, round(words * share_met(exercise) / SYLLABLES_A_MINUTE) + 1)


def share_met(exercise: Exercise) -> float:
    """Which share of its scenes one attempt meets, from 0 to 1."""
    if exercise.is_scenario:
        return 0.5
    count = len(exercise.scenes)
    return min(exercise.draw or count, count) / count if count else 0
