import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import flows
import policies

EXPORT = """round,kind,number,supply,potential,from,to,capacity,cost,flow,request,source,edition
1,node,0,2,0,,,,,,,,
1,node,1,-2,0,,,,,,,,
1,arc,0,,,0,1,5,7,2,,,
2,node,0,0,0,,,,,,,,
"""


class Policies(unittest.TestCase):
    def test_an_interval_is_that_of_student(self):
        mean, half = policies.interval([1.0, 2.0, 3.0])
        self.assertEqual(mean, 2.0)
        self.assertAlmostEqual(half, 4.303 / 3**0.5, places=6)
        self.assertNotEqual(policies.interval([1.0])[1], 0.0)

    def test_differences_are_paired_by_seed(self):
        def row(policy, seed, percent, cost):
            return {"slack": "base", "seed": seed, "policy": policy, "percent": percent, "cost": cost}

        rows = [row(policy, 1, 90.0, 110) for policy in policies.POLICIES]
        rows += [row(policy, 2, 80.0, 220) for policy in policies.POLICIES]
        for entry in rows:
            if entry["policy"] == "cheapest":
                entry["percent"] += 5
                entry["cost"] //= 1.1
        lines = policies.table(rows).splitlines()
        self.assertIn("| base | fixed-list | 85.00 ± 63.53 | 5.00 ± 0.00 | ", policies.table(rows))
        self.assertEqual(len(lines), 2 + len(policies.POLICIES))


class Flows(unittest.TestCase):
    def test_an_export_is_read_network_by_network(self):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "flow.csv"
            file.write_text(EXPORT)
            first, second = flows.networks(file)
        self.assertEqual((first["supplies"], first["arcs"], first["cost"]), ([2, -2], [[0, 1, 5, 7]], 14))
        self.assertEqual((second["round"], second["arcs"]), (2, []))

    def test_another_cost_is_told(self):
        found = {"requests": 3, "seconds_solve": 0.5, "binding_lenders": []}
        theirs = [{"round": 1, "nodes": 2, "arcs": 1, "cost": 15, "seconds": 1.0}]
        text = flows.table({1: 14}, theirs, found)
        self.assertIn("| 14 | 15 |", text)
        self.assertIn("2.0 times as long", text)


if __name__ == "__main__":
    unittest.main()
