"""Scores pairs with rouge_score, and stems words with its stemmer: IN.json {"pairs": [[reference, candidate]], "words": [...]} -> OUT.json."""
import json
import sys

from nltk.stem import porter
from rouge_score import rouge_scorer

source, target = sys.argv[1:3]
given = json.load(open(source, encoding="utf-8"))
scores = []
for stem in (True, False):
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=stem)
    for reference, candidate in given["pairs"]:
        result = scorer.score(reference, candidate)
        scores.append([[result[k].precision, result[k].recall, result[k].fmeasure] for k in ("rouge1", "rouge2", "rougeL")])
stemmer = porter.PorterStemmer()
json.dump({"scores": scores, "stems": [stemmer.stem(word) for word in given["words"]]}, open(target, "w", encoding="utf-8"))
