"""Agreement coefficients of the packages that people cite: agreement.py IN.json OUT.json"""
import json
import sys

import krippendorff
import numpy as np
from statsmodels.stats import inter_rater

cases = json.load(open(sys.argv[1]))
answers = []
for items in cases:
    ratings = np.array([[np.nan if r is None else r for r in item] for item in items], dtype=float)
    answer = {level: krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=level)
              for level in ("nominal", "ordinal", "interval", "ratio")}
    if not np.isnan(ratings).any():
        counts, _ = inter_rater.aggregate_raters(ratings.astype(int))
        answer["fleiss"] = inter_rater.fleiss_kappa(counts)
        if ratings.shape[1] == 2:
            values = np.unique(ratings)
            table = np.array([[np.sum((ratings[:, 0] == a) & (ratings[:, 1] == b)) for b in values] for a in values])
            answer["cohen"] = inter_rater.cohens_kappa(table).kappa
            answer["cohen_linear"] = inter_rater.cohens_kappa(table, wt="linear").kappa
            answer["cohen_quadratic"] = inter_rater.cohens_kappa(table, wt="quadratic").kappa
    answers.append(answer)
json.dump(answers, open(sys.argv[2], "w"))
