"""The modules of a Rust crate as its files declare them: what each declares and imports, and where a path leads."""

import re

TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*)
    |(?P<block>/\*)
    |(?P<raw>\b[bc]?r(?P<hashes>\#*)".*?"(?P=hashes))
    |(?P<string>[bc]?"(?:\\.|[^"\\])*")
    |(?P<char>b?'(?:\\.[^']*|[^\\'])')
    |(?P<lifetime>'\w+)
    |(?P<crate>\$crate\b)
    |(?P<variable>\$\w+)
    |(?P<word>(?:r\#)?\w+)
    |(?P<sign>::|.)""",
    re.VERBOSE | re.DOTALL,
)
NAMED_ITEMS = {"fn", "struct", "enum", "union", "trait", "type", "const", "static"}
ITEMS = NAMED_ITEMS | {"pub", "mod", "use", "impl", "unsafe", "async", "extern", "macro_rules"}
CLOSING = {"(": ")", "[": "]", "{": "}"}


def tokens_of(text):
    """The words and signs of Rust source, without comments, strings, characters and lifetimes."""
    tokens, at = [], 0
    while at < len(text):
        found = TOKEN.match(text, at)
        at = found.end()
        if found["block"]:
            depth = 1
            while depth:
                mark = re.compile(r"/\*|\*/").search(text, at)
                depth += 1 if mark[0] == "/*" else -1
                at = mark.end()
        elif found["crate"]:
            tokens.append("crate")
        elif found["variable"]:
            tokens.append("$")  # a macro's variable: leads nowhere
        elif found["string"] or found["raw"]:
            tokens.append(found[0] if tokens[-2:] == ["path", "="] else '""')
        elif found["word"] or found["sign"]:
            tokens.append(found[0].removeprefix("r#"))
    return tokens


def end_of_group(tokens, at):
    """The index after the bracket that closes the one at `at`."""
    depth = 0
    while at < len(tokens):
        depth += (tokens[at] in CLOSING) - (tokens[at] in CLOSING.values())
        at += 1
        if depth == 0:
            break
    return at


def end_of_item(tokens, at):
    """The index after the item, statement, field or match arm at `at`, which may have attributes."""
    while tokens[at] == "#":
        at = end_of_group(tokens, at + 1)
    words = tokens[at : at + 5]
    simple = words[0] not in ITEMS
    ends_in_brace = not {"use", "const", "static", "type"} & set(words[:3]) or "fn" in words
    while at < len(tokens):
        token = tokens[at]
        if token in CLOSING.values():
            return at
        if token == ";" or (simple and token == ","):
            return at + 1
        at = end_of_group(tokens, at) if token in CLOSING else at + 1
        if token == "{" and ends_in_brace:
            return at
    return at


def only_in_tests(attribute):
    """Whether `# [ ... ]` leaves its item to tests: `test`, or a `cfg` that is false where `test` is."""
    inner = attribute[2:-1]
    if inner == ["test"]:
        return True
    if inner[:2] != ["cfg", "("]:
        return False

    def value(at):  # None where it depends on something else; and the index after it
        name, after = inner[at], at + 1
        if after < len(inner) and inner[after] == "(":
            values, at = [], after + 1
            while inner[at] != ")":
                one, at = value(at)
                values.append(one)
                at += inner[at] == ","
            if name == "not":
                return (None if values[0] is None else not values[0]), at + 1
            decides = name == "any"
            known = [one for one in values if one is not None]
            if decides in known:
                return decides, at + 1
            return (not decides if len(known) == len(values) else None), at + 1
        if inner[after : after + 1] == ["="]:
            after += 2
        return (False if name == "test" else None), after

    return value(2)[0] is False


class Module:
    """One module: what it declares, what it imports and which paths it names."""

    def __init__(self, name, file, folder, parent):
        self.name, self.file, self.folder, self.parent = name, file, folder, parent
        self.root = parent.root if parent else self
        self.children, self.bindings, self.globs = {}, {}, []
        self.items, self.macros, self.paths, self.words = set(), set(), [], set()

    def room(self):
        if self.parent is None:
            return None
        return self.parent.room() or self.name

    def is_within(self, other):
        return self is other or (self.parent is not None and self.parent.is_within(other))

    def everything(self):
        yield self
        for child in self.children.values():
            yield from child.everything()

    def read(self, tokens):
        self.read_body(tokens, 0, len(tokens))

    def read_body(self, tokens, at, end):
        depth, attributes, public = 0, [], False
        while at < end:
            token = tokens[at]
            if token == "#" and (tokens[at + 1 : at + 2] == ["["] or tokens[at + 1 : at + 3] == ["!", "["]):
                inner = tokens[at + 1] == "!"
                after = end_of_group(tokens, at + 1 + inner)
                attribute = ["#"] + tokens[at + 1 + inner : after]
                if only_in_tests(attribute):
                    if inner:
                        return
                    after = end_of_item(tokens, at)
                else:
                    attributes.append(attribute)
                at = after
                continue
            if token == "pub":
                public, at = True, at + 1
                if tokens[at] == "(" and tokens[at + 1] in ("crate", "super", "self", "in"):
                    at = end_of_group(tokens, at)
                continue
            before = tokens[at - 1] if at else ""
            if token == "use" and before not in (".", "::") and tokens[at + 1] != "<":
                at = self.read_use(tokens, at + 1, public)
            elif token == "mod" and re.match(r"\w", tokens[at + 1]) and tokens[at + 2] in (";", "{"):
                at = self.read_mod(tokens, at + 1, attributes)
            elif token == "macro_rules" and tokens[at + 1] == "!":
                name, at = tokens[at + 2], at + 3
                exported = any("macro_export" in attribute for attribute in attributes)
                (self.root if exported else self).items.add(name)
                self.macros.add(name)
                if exported and self.root is not self:
                    self.root.bindings[name] = (self, ["self", name], True)
            else:
                if token in NAMED_ITEMS and depth == 0 and re.match(r"[^\W\d]", tokens[at + 1]):
                    self.items.add(tokens[at + 1])
                depth += (token == "{") - (token == "}")
                at = self.read_path(tokens, at, before)
            attributes, public = [], False

    def read_mod(self, tokens, at, attributes):
        name = tokens[at]
        if tokens[at + 1] == "{":
            end = end_of_group(tokens, at + 1)
            child = Module(name, self.file, self.folder / name, self)
            self.children[name] = child
            child.read_body(tokens, at + 2, end - 1)
            return end
        if name != "tests":
            paths = [attribute[4].strip('"') for attribute in attributes if attribute[2:4] == ["path", "="]]
            file = self.file.parent / paths[0] if paths else self.folder / f"{name}.rs"
            self.children[name] = load(name, file, file.with_suffix(""), self)
        return at + 2

    def read_use(self, tokens, at, public):
        end = tokens.index(";", at)
        if tokens[at] != "::":
            self.read_tree(tokens, at, end, [], public)
        return end + 1

    def read_tree(self, tokens, at, end, start, public):
        """One tree of a `use` declaration; returns the index of what follows it."""
        path = list(start)
        while at < end:
            token = tokens[at]
            if token == "::":
                at += 1
            elif token == "{":
                at += 1
                while tokens[at] != "}":
                    at = self.read_tree(tokens, at, end, path, public)
                    at += tokens[at] == ","
                return at + 1
            elif token == "*":
                self.globs.append((path, public))
                return at + 1
            elif token in (",", "}"):
                break
            elif token == "as":
                self.bind(tokens[at + 1], path, public)
                return at + 2
            else:
                path.append(token)
                at += 1
        if path and path[-1] == "self" and len(path) > 1:
            path.pop()
        if path:
            self.bind(path[-1], path, public)
        return at

    def bind(self, name, path, public):
        if name == "_":
            name = f"_ {len(self.bindings)}"
        self.bindings[name] = (self, path, public)

    def read_path(self, tokens, at, before):
        """A path or a single word; returns the index of what follows."""
        first = at
        if not re.match(r"[^\W\d]", tokens[at]):
            return at + 1
        path, at = [tokens[at]], at + 1
        while tokens[at : at + 1] == ["::"] and re.match(r"[^\W\d]", (tokens[at + 1 : at + 2] or [""])[0]):
            path.append(tokens[at + 1])
            at += 2
        if before not in (".", "::", "fn"):
            self.words.add(path[0])
            if len(path) > 1 or tokens[first + 1 : first + 2] in (["!"], ["::"]):
                self.paths.append(path)
        return at


def load(name, file, folder, parent):
    module = Module(name, file, folder, parent)
    module.read(tokens_of(file.read_text()))
    return module


def step(module, name, origin, seen, last):
    """What `name` is in `module`, seen from `origin`: a module, a pair of module and item, or None for other crates."""
    child = module.children.get(name)
    if child is not None and not last:
        return child
    if (module, name) in seen:
        return None
    seen = seen | {(module, name)}
    if name in module.bindings:
        where, path, _ = module.bindings[name]
        if where is not module:  # an exported macro
            return where, name
        return through(module, name, resolve(module, path, module, seen), origin)
    if child is not None:
        return child
    if name not in module.items:
        for path, _ in module.globs:
            target = resolve(module, path, module, seen)
            if isinstance(target, Module):
                found = step(target, name, origin, seen, last)
                if found is not None and found != (target, name) or name in target.items:
                    return through(module, name, found, origin)
    return module, name


def through(module, name, target, origin):
    """A re-export leads to what is defined below it; from below it, to what it imports; else it stands for itself."""
    found = target if isinstance(target, Module) or target is None else target[0]
    if found is None or found.is_within(module) or origin.is_within(module):
        return target
    return module, name


def resolve(module, path, origin, seen=frozenset()):
    """What a path in `module` leads to: a module, a pair of module and item, or None for other crates."""
    at, here = 0, None
    while at < len(path) and path[at] in ("crate", "self", "super"):
        here = module.root if path[at] == "crate" else here or module
        here = here.parent if path[at] == "super" and here.parent else here
        at += 1
    if here is None:
        first = step(module, path[0], origin, seen, len(path) == 1)
        if first is None or not isinstance(first, Module) and first[0] is module:
            return None
        here, at = first, 1
    while at < len(path) and isinstance(here, Module):
        here = step(here, path[at], origin, seen, at + 1 == len(path))
        at += 1
    return here
