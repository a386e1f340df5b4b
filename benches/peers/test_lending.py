"""The comparison tells what differs, and the model in SimPy loses no reader."""

import argparse
import importlib.util
import unittest

import lending


class Compares(unittest.TestCase):
    def test_counts_that_lie_together_agree_and_others_do_not(self):
        one = [[100 + number % 3] * 7 for number in range(20)]
        rows, agree = lending.compare(one, [[row[0] + (1 if number % 2 else -1)] * 7 for number, row in enumerate(one)])
        self.assertTrue(agree, rows)
        rows, agree = lending.compare(one, [[row[0] + 5] * 7 for row in one])
        self.assertFalse(agree, rows)

    @unittest.skipIf(importlib.util.find_spec("simpy") is None, "SimPy is not there")
    def test_every_demand_ends_once(self):
        model = argparse.Namespace(titles=10, places=3, copies=2, rate=0.05, loan=26.0, way=3, limit=20)
        demands, at_once, filled, lapsed, *_ = lending.play(model, 1)
        self.assertGreater(min(at_once, filled, lapsed), 0)
        self.assertEqual(demands, at_once + filled + lapsed)


if __name__ == "__main__":
    unittest.main()
