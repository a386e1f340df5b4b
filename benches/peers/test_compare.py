import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import compare
from runs import Task, kept
from table import tables
from tiny import CVRP

# A leenroute that answers, and notes in a file that it was asked.
STAND_IN = """#!/bin/sh
if [ "$1" = --version ]; then echo "leenroute 9"; exit; fi
echo "$*" >> "$(dirname "$0")/asked"
echo '{"cost": 0, "feasible": true, "routes": [{"day": 1, "depot": 1, "vehicle": 1, "nodes": NODES}]}'
"""


class Comparison(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "cvrp").mkdir()
        (self.folder / "cvrp" / "tiny.vrp").write_text(CVRP)
        (self.folder / "bks.csv").write_text("set,instance,customers,best_known_cost\ncvrp,tiny,2,3.2\n")
        self.out = self.folder / "runs.jsonl"

    def run_with(self, nodes, *words, said=None):
        binary = self.folder / "leenroute"
        binary.write_text(STAND_IN.replace("NODES", nodes))
        binary.chmod(0o755)
        asked = [str(self.folder), "--binary", str(binary), "--venv", "none", "--out", str(self.out)]
        with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(said or io.StringIO()):
            code = compare.main([*asked, "--peers", "leenroute", *words])
        return code, shown.getvalue()

    def times_asked(self):
        return len((self.folder / "asked").read_text().splitlines())

    def test_an_answer_is_costed_by_the_referee_and_held_against_best_known(self):
        code, shown = self.run_with("[2,3]", "--time", "7", "--arguments", "--threads 2")
        run = kept(self.out)[0]
        self.assertEqual((code, run["cost"], run["gap"], run["violations"]), (0, 4.0, 25.0, 0))
        self.assertEqual((run["version"], run["routes"], run["limit_is"]), ("leenroute 9", 1, "wall"))
        self.assertIn("--json --time 7s --seed 1 --threads 2", (self.folder / "asked").read_text())
        self.assertIn("| cvrp | 7 | leenroute | 1 of 1 | 25.00 | 25.00 | 25.00 (1) |", shown)

    def test_what_is_in_the_file_is_not_run_again(self):
        for _ in range(2):
            self.run_with("[2,3]")
        self.assertEqual((self.times_asked(), len(kept(self.out))), (1, 1))
        self.run_with("[2,3]", "--seed", "2")
        self.assertEqual((self.times_asked(), len(kept(self.out))), (2, 2))

    def test_a_run_without_an_answer_is_tried_again(self):
        self.run_with("oops")
        self.assertIn("error", kept(self.out)[0])
        self.run_with("[2,3]")
        self.assertEqual([run.get("cost") for run in kept(self.out)], [4.0])

    def test_what_it_says_of_itself_does_not_count(self):
        _, shown = self.run_with("[2]")
        self.assertEqual(kept(self.out)[0]["violations"], 1)
        self.assertIn("| tiny | 3.2 | infeasible |", shown)
        self.assertIn("customer 3: visited on days []", shown)

    def test_nothing_to_do_is_said(self):
        code, _ = self.run_with("[2,3]", "--instances", "other")
        self.assertEqual(code, 2)

    def test_every_file_that_cannot_be_read_is_named_before_anything_runs(self):
        for name in ("a.vrp", "b.vrp"):
            (self.folder / "cvrp" / name).write_text("nothing")
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code, _ = self.run_with("[2,3]", said=said)
        self.assertEqual((code, said.getvalue().count("not a file of cvrp")), (2, 2))
        self.assertFalse(self.out.exists())

    def test_all_wrong_arguments_are_named_in_one_pass(self):
        words = [str(self.folder), "--sets", "a", "--peers", "leenroute,b", "--parallel", "0"]
        with contextlib.redirect_stderr(io.StringIO()) as said, self.assertRaises(SystemExit):
            compare.main(words)
        for word in ("a: known are", "b: known are", "--binary", "--venv", "--parallel 0"):
            self.assertIn(word, said.getvalue())

    def test_a_peer_is_asked_only_for_sets_that_it_models(self):
        (self.folder / "pvrp").mkdir()
        (self.folder / "pvrp" / "p99").write_text("")
        (self.folder / "b").touch()
        asked = compare._arguments([str(self.folder), "--binary", str(self.folder / "b"), "--venv", "v"])
        pairs = [(task.set, task.peer) for task in compare._tasks(asked)]
        others = [("cvrp", peer) for peer in ("pyvrp", "hgs", "ailsii", "vroom", "ortools")]
        self.assertEqual(pairs, [("pvrp", "leenroute"), ("cvrp", "leenroute"), *others])

    def test_tasks_that_differ_in_length_or_seed_are_different_runs(self):
        keys = {Task("hgs", "cvrp", Path("a.vrp"), s, n).key for s in (1.0, 2.0) for n in (1, 2)}
        self.assertEqual(len(keys), 4)


def run(peer, instance, gap, violations=0, seed=1, cpu=5.0):
    times = {"limit": 5.0, "wall_seconds": 5.0, "cpu_seconds": cpu, "cores": 1}
    said = {"violated": ["carries 9 of 8"] * violations, "cost": 1.0, "best_known": 1.0}
    names = {"peer": peer, "set": "cvrp", "instance": instance, "seed": seed}
    return {**names, **times, **said, "gap": gap, "violations": violations}


class Tables(unittest.TestCase):
    def test_peers_are_compared_on_what_all_of_them_answered(self):
        runs = [run("hgs", "a", 1.0), run("hgs", "b", 3.0), run("pyvrp", "a", 2.0), run("pyvrp", "b", 0.0, 1)]
        shown = tables(runs)
        self.assertIn("| hgs | 2 of 2 | 2.00 | 3.00 | 1.00 (1) |", shown)
        self.assertIn("| pyvrp | 1 of 2 | 2.00 | 2.00 | 2.00 (1) |", shown)
        self.assertIn("| b | 1 | infeasible | 3.00 |", shown)
        self.assertIn("* b, pyvrp, seed 1: carries 9 of 8", shown)

    def test_seeds_are_averaged_before_the_worst_is_taken(self):
        shown = tables([run("hgs", "a", 1.0), run("hgs", "a", 2.0, seed=2)])
        self.assertIn("| hgs | 1 of 1 | 1.50 | 1.50 |", shown)

    def test_a_busy_machine_is_told(self):
        self.assertNotIn("core to themselves", tables([run("hgs", "a", 1.0, cpu=4.5)]))
        self.assertIn("**1 runs did not", tables([run("hgs", "a", 1.0, cpu=3.0)]))

    def test_a_gap_that_rounds_to_nothing_has_no_sign(self):
        self.assertIn("| hgs | 1 of 1 | 0.00 | 0.00 |", tables([run("hgs", "a", -0.0002)]))


if __name__ == "__main__":
    unittest.main()
