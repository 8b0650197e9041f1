"""A judge behind an OpenAI-compatible address: says that a criterion is met where the answer holds the criterion's last word. Talks nonsense from its Nth request on.

judge_server.py PORT_FILE NONSENSE_FROM
"""
import http.server
import json
import os
import sys

seen = 0


class Judge(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global seen
        seen += 1
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        material = json.loads(request["messages"][1]["content"])
        word = material["criterion"].rstrip(".").split()[-1]
        said = json.dumps({"explanation": "looked for " + word, "criteria_met": word in material["answer"]})
        if seen >= int(sys.argv[2]):
            said = "I would rather not say."
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Judge)
with open(sys.argv[1] + ".part", "w") as file:
    file.write(str(server.server_port))
os.rename(sys.argv[1] + ".part", sys.argv[1])
server.serve_forever()
