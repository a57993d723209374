"""A client of rust-analyzer: the Language Server Protocol over its standard input and output."""

import json
import os
import subprocess
import threading

TIMEOUT = 600  # seconds: the first question waits until the dependencies are compiled


class Server:
    """A running rust-analyzer with one project and one open file."""

    def __init__(self, folder, path):
        self.process = subprocess.Popen(
            ["rust-analyzer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.arrived = threading.Condition()
        self.answers = {}
        self.is_ready = False
        self.number = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.uri = path.as_uri()
        self.text = path.read_text()
        self._begin(folder)

    def _begin(self, folder):
        self.ask("initialize", {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "capabilities": {
                "experimental": {"serverStatusNotification": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            },
            "initializationOptions": {"checkOnSave": False, "cachePriming": {"enable": False}},
        })
        self._send({"method": "initialized", "params": {}})
        document = {"uri": self.uri, "languageId": "rust", "version": 1, "text": self.text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        with self.arrived:
            if not self.arrived.wait_for(lambda: self.is_ready, TIMEOUT):
                raise TimeoutError("rust-analyzer has not loaded the project")

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self):
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            self._receive(json.loads(self.process.stdout.read(length)))

    def _receive(self, message):
        with self.arrived:
            if "method" in message and "id" in message:
                # it asks for settings; there are none
                settings = [None] * len(message["params"].get("items", [])) if message["params"] else None
                self._send({"id": message["id"], "result": settings})
            elif "id" in message:
                self.answers[message["id"]] = message
            elif message["method"] == "experimental/serverStatus":
                self.is_ready = message["params"]["quiescent"]
            self.arrived.notify_all()

    def ask(self, method, parameters):
        """Returns the answer to a question."""
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": parameters})
        with self.arrived:
            if not self.arrived.wait_for(lambda: number in self.answers, TIMEOUT):
                raise TimeoutError(method)
            answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def _position(self, context, word, behind=False):
        """Returns where `word` stands in `context`, which stands in the file once."""
        assert self.text.count(context) == 1, context
        at = self.text.index(context) + context.index(word) + (len(word) if behind else 1)
        line = self.text.count("\n", 0, at)
        return {
            "textDocument": {"uri": self.uri},
            "position": {"line": line, "character": at - (self.text.rfind("\n", 0, at) + 1)},
        }

    def hover(self, context, word):
        """Returns the text that the editor shows at a word."""
        answer = self.ask("textDocument/hover", self._position(context, word))
        return answer["contents"]["value"] if answer else ""

    def definitions(self, context, word):
        """Returns the places to which the editor leads from a word: file and text of the line."""
        places = self.ask("textDocument/definition", self._position(context, word)) or []
        return [self._place(place) for place in places]

    def _place(self, place):
        path = place["uri"].removeprefix("file://")
        start = place["range"]["start"]
        with open(path, encoding="utf-8") as file:
            line = file.read().splitlines()[start["line"]]
        return os.path.basename(path), line[start["character"]:]

    def signature(self, context, word):
        """Returns the signature that the editor shows behind the parenthesis of a call."""
        answer = self.ask("textDocument/signatureHelp", self._position(context, word, behind=True))
        return answer["signatures"][0]["label"]

    def offered(self, context, word):
        """Returns what the editor offers behind a word, in its order."""
        answer = self.ask("textDocument/completion", self._position(context, word, behind=True))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return [item["label"].split("(")[0] for item in items]

    def completions(self, context, word):
        """Returns the different words that the editor offers behind a word."""
        return set(self.offered(context, word))

    def problems(self):
        """Returns what the editor itself finds in the file: line and text."""
        answer = self.ask("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
        return [(item["range"]["start"]["line"], item["message"]) for item in answer["items"]]

    def end(self):
        """Ends the server."""
        self.ask("shutdown", None)
        self._send({"method": "exit", "params": None})
        self.process.wait()
