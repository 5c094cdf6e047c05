"""Answers calls as `processRemote.ts` makes them: each line on stdin is one as JSON, each line on stdout its answer."""

import json
import sys


def serve(cell):
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = {"result": getattr(cell, call["method"])(*call["args"])}
        except Exception as error:  # whatever it is, it is the answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
