import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import flows
import policies

EXPORT = """kind,number,supply,potential,from,to,capacity,cost,flow,request,source,edition,bundle
node,0,2,9,,,,,,,,,
node,1,0,1,,,,,,,,,
node,2,0,3,,,,,,,,,
node,3,-2,0,,,,,,,,,
arc,0,,,0,1,1,0,1,,,,0
arc,1,,,0,2,1,0,0,,,,0
arc,2,,,1,3,2,1,1,,,,
arc,3,,,2,3,2,3,0,,,,
arc,4,,,0,3,2,9,1,,,,
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
    def test_an_export_is_read_with_its_bundles_and_what_it_proves(self):
        with TemporaryDirectory() as folder:
            file = Path(folder) / "flow.csv"
            file.write_text(EXPORT)
            network = flows.network_of(file)
        self.assertEqual((network["supplies"], network["bundles"]), ([2, 0, 0, -2], [[0, 1]]))
        self.assertEqual((network["own"], network["bound"]), (10, 10))

    def test_what_disagrees_is_told(self):
        found = {"requests": 3, "seconds_solve": 0.5, "binding_lenders": [], "certificate_valid": True}
        theirs = {"own": 14, "bound": 12, "flow": 14, "programme": 13.0, "bundles": 1, "nodes": 2, "arcs": 1, "seconds": 1.0}
        self.assertTrue(flows.agree(found, theirs))
        for change in [{"programme": 15.0}, {"programme": 11.0}, {"flow": 15}, {"flow": None}, {"bundles": 0, "flow": 13}]:
            self.assertFalse(flows.agree(found, {**theirs, **change}), change)
        self.assertFalse(flows.agree({**found, "certificate_valid": False}, theirs))
        self.assertIn("2.0 times as long", flows.told(found, theirs))


if __name__ == "__main__":
    unittest.main()
