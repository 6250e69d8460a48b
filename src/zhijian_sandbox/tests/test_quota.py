"""What is left, setting it back, and what a rid stands for."""

from zhijian_sandbox.tests.bench import APPID, SECRET, Bench


def test_default_quotas_are_those_of_a_new_account(qinghe: Bench) -> None:
    token = qinghe.token()
    asked = {
        "/cgi-bin/token": 2000,
        "/cgi-bin/menu/create": 1000,
        "/cgi-bin/menu/get": 10_000,
        "/cgi-bin/user/get": 500,
        "/cgi-bin/user/info": 5_000_000,
        "/cgi-bin/message/custom/send": 500_000,
        "/cgi-bin/qrcode/create": 100_000,
    }

    answers = {
        path: qinghe.post("openapi/quota/get", {"cgi_path": path}, token=token)["quota"]["daily_limit"]
        for path in asked
    }

    assert answers == asked


def test_rate_limit_is_told_where_there_is_one(qinghe: Bench) -> None:
    answer = qinghe.post("openapi/quota/get", {"cgi_path": "/cgi-bin/stable_token"})

    assert answer["rate_limit"] == {"call_count": 10_000, "refresh_second": 60}


def test_quota_of_an_unknown_path_is_refused(qinghe: Bench) -> None:
    assert qinghe.post("openapi/quota/get", {"cgi_path": "/cgi-bin/nothing"})["errcode"] == 76021


def test_clearing_sets_all_counters_back(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/user/get": 1})
    token = bench.token()
    bench.get("user/get", token=token)

    cleared = bench.post("clear_quota", {"appid": APPID}, token=token)

    assert cleared == {"errcode": 0, "errmsg": "ok"}
    assert bench.get("user/get", token=token)["total"] == 0


def test_clearing_without_a_token_works_with_the_secret(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/user/get": 1})
    token = bench.token()
    bench.get("user/get", token=token)

    body = {"appid": APPID, "appsecret": SECRET}
    cleared = bench.http.post("/cgi-bin/clear_quota/v2", json=body).json()
    wrong = bench.http.post("/cgi-bin/clear_quota/v2", json={**body, "appsecret": "no"}).json()

    assert (cleared, wrong["errcode"]) == ({"errcode": 0, "errmsg": "ok"}, 40125)
    assert bench.get("user/get", token=token)["total"] == 0


def test_both_ways_of_clearing_share_ten_a_month(bench: Bench) -> None:
    bench.register()
    bench.control("PUT", "clock", now="2026-03-05T12:00:00+08:00")
    for _ in range(5):
        assert bench.post("clear_quota", {"appid": APPID})["errcode"] == 0
        bench.http.post("/cgi-bin/clear_quota/v2", json={"appid": APPID, "appsecret": SECRET})

    over = bench.post("clear_quota", {"appid": APPID})["errcode"]
    bench.later(days=30)

    assert over == 48006
    assert bench.post("clear_quota", {"appid": APPID})["errcode"] == 0


def test_clearing_one_path_leaves_the_others(bench: Bench) -> None:
    bench.register(quotas={"/cgi-bin/user/get": 1, "/cgi-bin/tags/get": 1})
    token = bench.token()
    bench.get("user/get", token=token)
    bench.get("tags/get", token=token)

    bench.post("openapi/quota/clear", {"cgi_path": "/cgi-bin/user/get"}, token=token)

    assert bench.get("user/get", token=token)["total"] == 0
    assert bench.get("tags/get", token=token)["errcode"] == 45009


def test_clearing_names_its_own_account(qinghe: Bench) -> None:
    assert qinghe.post("clear_quota", {"appid": "wxother"})["errcode"] == 40013


def test_rid_tells_what_was_asked_and_answered(qinghe: Bench) -> None:
    token = qinghe.token()
    failed = qinghe.get("user/info", token=token, openid="oNobody")
    rid = failed["errmsg"].rpartition("rid: ")[2]

    request = qinghe.post("openapi/rid/get", {"rid": rid}, token=token)["request"]

    assert request.pop("invoke_time") > 0
    assert request.pop("cost_in_ms") >= 0
    assert request == {
        "request_url": "openid=oNobody&access_token=…",
        "request_body": "",
        "response_body": f'{{"errcode": 40003, "errmsg": "invalid openid rid: {rid}"}}',
        "client_ip": "127.0.0.1",
    }


def test_rids_are_kept_seven_days_and_belong_to_their_account(bench: Bench) -> None:
    bench.register()
    bench.register(appid="wxother", gh_id="gh_other")
    rid = bench.get("user/info", openid="oNobody")["errmsg"].rpartition("rid: ")[2]

    answers = [
        bench.post("openapi/rid/get", {"rid": ""})["errcode"],
        bench.post("openapi/rid/get", {"rid": "1-2-3"})["errcode"],
        bench.post("openapi/rid/get", {"rid": rid}, token=bench.token(appid="wxother"))["errcode"],
    ]
    bench.later(days=7, minutes=1)

    assert answers == [76002, 76001, 76003]
    assert bench.post("openapi/rid/get", {"rid": rid})["errcode"] == 76004
