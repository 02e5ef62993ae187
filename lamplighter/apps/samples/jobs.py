"""Finishes the sample cities in the background, while the first of them is looked at."""

from lamplighter.apps.samples.actions.members import found_further
from lamplighter.apps.samples.actions.sample import bring
from lamplighter.apps.samples.choices import Stage, plans
from lamplighter.apps.samples.queries import made_cities
from lamplighter.apps.work.signals import Running, handler


@handler("samples.finish")
def finish_cities(job: Running) -> None:
    """Every sample city that is not finished, one after the other. Each stands on its own, whenever this is ended."""
    cities = made_cities()
    for number, (plan, city) in enumerate(cities):
        job.report(phase="peopling", done=number, of=len(cities))
        if job.stop_asked():
            return
        bring(plan, city, Stage.WORKED, seed=int(job.arguments["seed"]), say=lambda _line: None)
    if len(cities) == len(plans()) and not job.stop_asked():
        found_further(job.organisation, seed=int(job.arguments["seed"]))
