"""Whether a run comes to a call, as seen from where its endpoint is made."""

from __future__ import annotations

import pytest

from tests.frontends.python_sdk.making import CREATE
from tests.frontends.python_sdk.scripts import BOTO, calls, resources

IMPORTS = """import atexit, contextlib, functools, unittest
from contextlib import AsyncExitStack, ExitStack, contextmanager
"""
DELETE = 'sm.delete_endpoint(EndpointName="e")'
BOUND = 'sm.delete_endpoint, EndpointName="e"'
INVOKE = 'boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="e", Body="x")'
REACHES = [
    (f"{CREATE}\n{DELETE}", "always"),
    (f"{CREATE}\ntry:\n    use()\nfinally:\n    {DELETE}", "guaranteed"),
    (f"try:\n    {CREATE}\nexcept E:\n    {DELETE}", "conditional"),
    (f"{CREATE}\nif q():\n    {DELETE}", "conditional"),
    (f"if q():\n    {CREATE}\nelse:\n    {DELETE}", "conditional"),
    (f"if q():\n    {CREATE}\n    {DELETE}", "always"),
    (f"{CREATE}\nfor x in q():\n    {DELETE}", "conditional"),
    (f"{CREATE}\nwhile q():\n    {DELETE}", "conditional"),
    (f"for x in q():\n    {CREATE}\n    {DELETE}", "always"),
    (f"for x in [1, 2]:\n    {DELETE}", "always"),
    (f"{CREATE}\ndef clean():\n    {DELETE}\nclean()", "always"),
    (f"{CREATE}\ndef clean():\n    {DELETE}", "elsewhere"),
    (f"def run():\n    {CREATE}\n    {DELETE}", "always"),
    (f"def run():\n    try:\n        {CREATE}\n    finally:\n        {DELETE}", "guaranteed"),
    (f"import atexit\ndef clean():\n    {DELETE}\natexit.register(clean)\n{CREATE}", "guaranteed"),
    (f"import atexit\n{CREATE}\natexit.register(lambda: {DELETE})", "guaranteed"),
    (
        (
            "class E:\n    def __enter__(self):\n        return self\n"
            f"    def __exit__(self, *a):\n        {DELETE}\n{CREATE}\nwith E():\n    use()"
        ),
        "guaranteed",
    ),
    (
        (
            "@contextmanager\ndef endpoint():\n"
            f"    {CREATE}\n    try:\n        yield 1\n    finally:\n        {DELETE}\n"
            "with endpoint() as e:\n    use(e)"
        ),
        "guaranteed",
    ),
    (
        f"{CREATE}\nwith ExitStack() as s:\n    s.callback(lambda: {DELETE})\n    use()",
        "guaranteed",
    ),
    (f"{CREATE}\nwith ExitStack() as s:\n    s.callback({BOUND})\n    use()", "guaranteed"),
    (f"def run(stack):\n    {CREATE}\n    stack.push(lambda *a: {DELETE})", "guaranteed"),
    (
        (
            f"async def run():\n    {CREATE}\n    async with AsyncExitStack() as stack:\n"
            f"        stack.push_async_callback({BOUND})"
        ),
        "guaranteed",
    ),
    (
        (
            "class E:\n    async def __aenter__(self):\n        return self\n"
            f"    async def __aexit__(self, *a):\n        {DELETE}\n"
            f"async def run():\n    {CREATE}\n    async with E():\n        use()"
        ),
        "guaranteed",
    ),
    (
        (
            f"class E:\n    def __enter__(self):\n        {CREATE}\n"
            f"    def __exit__(self, *a):\n        {DELETE}\n"
            "with ExitStack() as stack:\n    stack.enter_context(E())\n    use()"
        ),
        "guaranteed",
    ),
    (f"import atexit\n{CREATE}\natexit.register({BOUND})", "guaranteed"),
    (f"import atexit\n{CREATE}\n@atexit.register\ndef clean():\n    {DELETE}", "guaranteed"),
    (
        (
            f"class E:\n    def close(self):\n        {DELETE}\n"
            f"{CREATE}\nwith contextlib.closing(E()) as e:\n    use(e)"
        ),
        "guaranteed",
    ),
    (f"{CREATE}\nclean = functools.partial({BOUND})\natexit.register(clean)", "guaranteed"),
    (f"{CREATE}\nclean = functools.partial({BOUND})\nclean()", "always"),
    (f"import weakref\n{CREATE}\nweakref.finalize(owner, {BOUND})", "guaranteed"),
    (
        (
            f"import signal\n{CREATE}\ndef stop(*a):\n    {DELETE}\n"
            "signal.signal(signal.SIGTERM, stop)"
        ),
        "conditional",
    ),
    (
        (
            f"import threading\n{CREATE}\n"
            "threading.Timer(60, sm.delete_endpoint, kwargs={'EndpointName': 'e'}).start()"
        ),
        "scheduled",
    ),
    (f"async def run(loop):\n    {CREATE}\n    loop.call_later(60, lambda: {DELETE})", "scheduled"),
    (
        (
            f"import threading\n{CREATE}\n"
            "threading.Thread(target=sm.delete_endpoint, kwargs={'EndpointName': 'e'}).start()"
        ),
        "always",
    ),
    (f"{CREATE}\nwith ThreadPoolExecutor() as p:\n    p.submit({BOUND})", "always"),
    (
        (
            f"{CREATE}\ndef clean(name):\n    sm.delete_endpoint(EndpointName=name)\n"
            "with ThreadPoolExecutor() as p:\n    p.map(clean, ['e'])"
        ),
        "always",
    ),
    (
        (
            "import pytest\n@pytest.fixture\ndef endpoint():\n"
            f"    {CREATE}\n    yield 'e'\n    {DELETE}\n"
            "def test_it(endpoint):\n    use(endpoint)"
        ),
        "guaranteed",
    ),
    (
        (
            f"import pytest\n@pytest.fixture\ndef e(request):\n    {CREATE}\n"
            f"    request.addfinalizer(lambda: {DELETE})\n    return 'e'"
        ),
        "guaranteed",
    ),
    (
        (
            "class T(unittest.TestCase):\n    def test_it(self):\n"
            f"        {CREATE}\n        self.addCleanup({BOUND})"
        ),
        "guaranteed",
    ),
    (
        (
            f"class T(unittest.TestCase):\n    def tearDown(self):\n        {DELETE}\n"
            f"    def setUp(self):\n        {CREATE}\n    def test_it(self):\n        use()"
        ),
        "guaranteed",
    ),
    (
        (
            "class T(unittest.TestCase):\n"
            f"    @classmethod\n    def setUpClass(cls):\n        {CREATE}\n"
            f"    @classmethod\n    def tearDownClass(cls):\n        {DELETE}"
        ),
        "guaranteed",
    ),
    (
        (
            f"class TestIt:\n    def test_it(self):\n        {CREATE}\n"
            f"    def teardown_method(self):\n        {DELETE}"
        ),
        "guaranteed",
    ),
    (
        (
            "@contextmanager\ndef gone(name):\n    yield name\n"
            f"    {DELETE}\nwith gone('e'):\n    {CREATE}"
        ),
        "always",
    ),
    (f"def run():\n    {CREATE}\n    if q():\n        return\n    {DELETE}", "conditional"),
    (f"def run():\n    {CREATE}\n    if q():\n        raise E\n    {DELETE}", "always"),
    (
        (
            f"def run():\n    {CREATE}\n    try:\n        if q():\n            return\n"
            f"        use()\n    finally:\n        {DELETE}"
        ),
        "guaranteed",
    ),
    (
        (f"for name in [1, 2]:\n    {CREATE}\n    if q():\n        continue\n    use()\n{DELETE}"),
        "always",
    ),
    (f"{CREATE}\n{INVOKE}\ntry:\n    use()\nfinally:\n    {DELETE}", "always"),
    (f"{CREATE}\ntry:\n    {INVOKE}\nfinally:\n    {DELETE}", "guaranteed"),
    (f"{CREATE}\nif __name__ == '__main__':\n    {DELETE}", "always"),
    (f"{CREATE}\ntry:\n    use()\nfinally:\n    if q():\n        {DELETE}", "conditional"),
]


@pytest.mark.parametrize(("text", "reach"), REACHES)
def test_reach(text: str, reach: str) -> None:
    (call,) = calls(f"{IMPORTS}{BOTO}{text}\n", "DeleteEndpoint")
    assert call.reach == reach


@pytest.mark.parametrize(
    "text",
    [
        f"if False:\n    {DELETE}",
        f"if 0:\n    {DELETE}",
        f"for x in []:\n    {DELETE}",
        f"while 0:\n    {DELETE}",
        f"def f():\n    return\n    {DELETE}\nf()",
        f"def f():\n    raise E\n    {DELETE}",
        f"if q():\n    raise E\n    {DELETE}",
        f"# {DELETE}",
        f"'''{DELETE}'''",
    ],
)
def test_dead_code_does_nothing(text: str) -> None:
    assert calls(f"{BOTO}{CREATE}\n{text}\n", "DeleteEndpoint") == []


def test_both_branches_are_read() -> None:
    other = CREATE.replace('"e"', '"f"')
    text = f"{BOTO}if q():\n    {CREATE}\nelse:\n    {other}\n"
    assert len(resources(text, "Endpoint")) == 2
    text = f"{BOTO}def f(x=None):\n    if x:\n        {CREATE}\n    else:\n        {other}\n"
    assert len(resources(text, "Endpoint")) == 2


def test_a_known_condition_takes_its_branch() -> None:
    assert resources(f"{BOTO}DEPLOY = False\nif DEPLOY:\n    {CREATE}\n", "Endpoint") == []


CONFIGURE = 'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[])'
OTHER = CREATE.replace('"e"', '"f"')
UNCONFIGURE = 'sm.delete_endpoint_config(EndpointConfigName="c")'


@pytest.mark.parametrize(
    "text",
    [
        f"try:\n    {DELETE}\nexcept E:\n    pass\n{CREATE}",
        f"def run():\n    {DELETE}\n    {CREATE}",
        f"def run():\n    {DELETE}\n    make()\ndef make():\n    {CREATE}",
    ],
)
def test_what_clears_the_way_deletes_nothing_of_this_run(text: str) -> None:
    assert calls(f"{BOTO}{text}\n", "DeleteEndpoint") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{CREATE}\n{DELETE}\n{CREATE}",
        f"def clean():\n    {DELETE}\ndef run():\n    {CREATE}",
        f"{DELETE}\n{OTHER}",
        f"try:\n    {CREATE}\nexcept E:\n    {DELETE}\n    {CREATE}",
    ],
)
def test_what_may_come_after_is_a_deletion(text: str) -> None:
    assert len(calls(f"{BOTO}{text}\n", "DeleteEndpoint")) == 1


def test_a_configuration_made_anew_is_not_the_one_deleted() -> None:
    text = f"{BOTO}{UNCONFIGURE}\n{CONFIGURE}\n{CREATE}\n"
    assert calls(text, "DeleteEndpointConfig") == []
    text = f"{BOTO}{CONFIGURE}\n{CREATE}\n{UNCONFIGURE}\n"
    assert len(calls(text, "DeleteEndpointConfig")) == 1
