"""An api object in Python, and below it the server, which answers each request line of the suite with a line of JSON."""
import base64, copy, hashlib, hmac, json, math, operator, sys
from urllib.parse import urlencode, urlsplit

DESCRIPTION = {"protocol": 2, "name": "python", "version": "0.1.0", "capabilities": ["outcome", "clock"]}
MINUTE, DAY = 60 * 1000, 24 * 60 * 60 * 1000

def size(text): return len(text.encode("utf-8", "surrogatepass"))
def refuse(code): return {"type": "error", "code": code}
def encode(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
def decode(part):
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if encode(data) != part: raise ValueError("the token is malformed")
    return json.loads(data.decode())
def sign(text, secret):
    return encode(hmac.digest(secret.encode("utf-8", "surrogatepass"), text.encode(), hashlib.sha256))
def add_query(url, options):
    if urlsplit(url).scheme not in ("http", "https"): raise TypeError("expected an absolute URL of http or https")
    address, hash, fragment = url.partition("#")
    added = urlencode((options or {}).get("query", {}), errors="replace")
    return address + (("&" if "?" in address else "?") + added if added else "") + hash + fragment

class Namespace:
    def __init__(self, api): self.api = api
class Access(Namespace):
    def deny(self, reason):
        self.api.reason = reason
        return self.api
class Authentication(Namespace):
    def challengeWith(self, factor, options=None):
        factors = [factor, *(options or {}).get("additionalFactors", [])]
        self.api.challenge = copy.deepcopy({"factors": factors, "defaultFactor": factor})
    def challengeWithAny(self, factors):
        self.api.challenge = {"factors": copy.deepcopy(factors)}
class Cache(Namespace):
    def get(self, key):
        record = self.api.records.get(key)
        return dict(record) if record and record["expires_at"] >= self.api.clock["now"] else None
    def set(self, key, value, options=None):
        now, records = self.api.clock["now"], self.api.records
        limits = [n + now if name == "ttl" else n for name, n in (options or {}).items()] or [now + 15 * MINUTE]
        if not all(map(math.isfinite, limits)): return refuse("InvalidExpiry")
        expiry = math.floor(min(*limits, now + DAY))
        if expiry <= now: return refuse("ItemAlreadyExpired")
        if size(key) > 64: return refuse("CacheKeySizeExceeded")
        if size(value) > 4096: return refuse("CacheValueSizeExceeded")
        live = {k: r["value"] for k, r in records.items() if r["expires_at"] >= now} | {key: value}
        if sum(size(k) + size(v) for k, v in live.items()) > 8192: return refuse("CacheSizeExceeded")
        records[key] = {"value": value, "expires_at": expiry}
        return {"type": "success", "record": dict(records[key])}
    def delete(self, key):
        return {"type": "success"} if self.api.records.pop(key, None) else refuse("CacheKeyDoesNotExist")
class Redirect(Namespace):
    def encodeToken(self, options):
        request, now = self.api.event["request"], math.floor(self.api.clock["now"] / 1000)
        standard = {"iat": now, "exp": now + options.get("expiresInSeconds", 900), "ip": request["ip"],
                    "iss": request.get("hostname", ""), "sub": self.api.event["user"]["user_id"]}
        parts = {"alg": "HS256", "typ": "JWT"}, {**standard, **options["payload"]}
        text = ".".join(encode(json.dumps(part).encode()) for part in parts)
        return f"{text}.{sign(text, options['secret'])}"
    def sendUserTo(self, url, options=None):
        self.api.url = add_query(url, options)
        return self.api
    def validateToken(self, options):
        now, parameters = self.api.clock["now"] / 1000, self.api.event["request"]["query"] | self.api.event["request"]["body"]
        text, _, signature = parameters[options.get("tokenParameterName", "session_token")].rpartition(".")
        header, claims = map(decode, text.split("."))
        if header["alg"] != "HS256" or "crit" in header: raise ValueError("the token is not signed with HS256")
        if not hmac.compare_digest(signature, sign(text, options["secret"])): raise ValueError("it was altered")
        for names, types in (("iat", "exp"), (int, float)), (("iss", "sub", "state"), (str,)):
            if not all(type(claims[name]) in types for name in names): raise ValueError("the claims are malformed")
        if not claims.get("nbf", 0) <= now < claims["exp"]: raise ValueError("the token is not valid at this time")
        expected = parameters["state"], self.api.event["user"]["user_id"]
        if (claims["state"], claims["sub"]) != expected: raise ValueError("the token belongs to another return or user")
        return claims
class Transaction(Namespace):
    def setResultUrl(self, url, options=None): self.api.result_url = add_query(url, options)

class Api:
    """The api object of one execution; it stores the requests of the action."""
    def __init__(self, event, clock):
        self.event, self.clock, self.records, self.challenge = event, clock, {}, None
        self.reason = self.url = self.result_url = None
        self.access, self.authentication, self.cache = Access(self), Authentication(self), Cache(self)
        self.redirect, self.transaction = Redirect(self), Transaction(self)
    def outcome(self):
        if self.reason is not None: return {"status": "denied", "reason": self.reason}
        if self.url is not None: return {"status": "redirected", "url": self.url}
        if self.challenge: return {"status": "challenged", **self.challenge}
        return {"status": "completed", **({"resultUrl": self.result_url} if self.result_url else {})}

def send(**message):
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)

def resolve(template, results):
    """Resolves the placeholders of an argument."""
    if isinstance(template, list): return [resolve(item, results) for item in template]
    if not isinstance(template, dict): return template
    if "$result" in template: return results[template["$result"]]
    if "$number" in template: return float(template["$number"])
    return {name: resolve(member, results) for name, member in template.items()}

def serialize(value, api):
    """Serializes a value as JSON, as the suite expects it."""
    if value is api: return {"$api": True}
    if isinstance(value, list): return [serialize(item, api) for item in value]
    if not isinstance(value, dict): return value
    return {f"${name}" if name.startswith("$") else name: serialize(member, api) for name, member in value.items()}

def empty_lists(value, depth=0):
    """Empties every list in the arguments of a call, at any depth."""
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        empty_lists(member, depth + 1)
    if isinstance(value, list) and depth: value.clear()

def call_method(api, method, args):
    """Calls a method and returns its result and the observation."""
    before = copy.deepcopy(args)
    try:
        result = operator.attrgetter(method)(api)(*args)
        observation = {"returned": {"$undefined": True} if result is None else serialize(result, api)}
    except Exception as error:
        result, observation = None, {"threw": {"name": type(error).__name__, "message": str(error), "isError": True}}
    return result, observation if args == before else {**observation, "changed": serialize(args, api)}

def start(clock, event, actions, **_):
    """Executes the steps of the first action: an api object alone cannot run more."""
    api, calls, observations, first = Api(event, clock), [], [], {}
    for index, step in enumerate(actions[0]["execute"]):
        send(method="step", params={"action": 0, "handler": "execute", "index": index})
        args, result, observation = [], None, {"returned": {"$undefined": True}}
        if "throw" in step: break
        if "wait" in step: clock["now"] += step["wait"]
        if step.get("change") == "arguments": empty_lists(calls[step["of"]][0])
        if step.get("change") == "result" and calls[step["of"]][1]: calls[step["of"]][1].clear()
        if "read" in step:
            namespace = getattr(api, step["read"])
            observation = {"returned": first.setdefault(step["read"], namespace) is namespace}
        if "call" in step:
            args = [resolve(argument, [result for _, result in calls]) for argument in step["args"]]
            result, observation = call_method(api, step["call"], args)
        calls.append((args, result)); observations.append(observation)
    return {"executions": [{"action": 0, "handler": "execute", "observations": observations}], "outcome": api.outcome()}

for line in sys.stdin:
    request, result = json.loads(line), None
    if request["method"] == "describe": result = DESCRIPTION
    if request["method"] == "open": clock = {"now": request["params"]["now"]}
    if request["method"] == "start": result = start(clock, **request["params"])
    send(id=request["id"], result=result)
