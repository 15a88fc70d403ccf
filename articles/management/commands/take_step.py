from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles import workflow
from articles.models import Article
from core.models import User


class Command(BaseCommand):
    help = "Takes a step of the workflow with some articles, as somebody who may: by the same rules as in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=[step.name for step in workflow.BUTTONS])
        parser.add_argument(
            "articles", nargs="+", type=int, metavar="article", help="its number, as in its address in the admin"
        )
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who takes it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody here with the username ‘{options['by']}’.")
        step, refused = workflow.STEPS[options["step"]], 0
        for pk in options["articles"]:
            article = Article.objects.filter(pk=pk).first()
            if article is None:
                refused += 1
                self.stderr.write(f"{pk}: there is no such article.")
                continue
            try:
                article.take(step, by=user)
            except (PermissionDenied, ValidationError) as why:
                refused += 1
                self.stderr.write(f"{pk}: {workflow.in_a_sentence(why)}")
            else:
                self.stdout.write(f"{pk}: {step.done} {article}")
        if refused:
            raise CommandError(f"{refused} of {len(options['articles'])} were refused.")
