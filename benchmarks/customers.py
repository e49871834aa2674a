"""A bank with many customers, laid straight into the tables: who manages whom, a month of contacts, what is owed."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from typing import Any

STEMS = "安邦昌诚达德鼎恒宏华汇佳嘉建金京景凯康科乐利龙隆美明宁鹏平祺启庆荣瑞润盛顺泰天通伟祥新信兴亚耀永宇元远正中"
TRADES = (
    "精密制造",
    "食品",
    "汽车线束",
    "包装制品",
    "供应链管理",
    "纺织",
    "电子科技",
    "建材贸易",
    "新材料",
    "医疗用品",
    "家居",
    "机床",
)
DISTRICTS = tuple(f"示例{number}区" for number in range(1, 25))
TIERS = (("core", 2), ("key", 8), ("general", 60), ("prospect", 30))  # of a hundred
SEGMENTS = (("company", 92), ("institution", 6), ("interbank", 2))

CUSTOMERS = """
    COPY customers_customer (id, number, credit_code, name, short_name, pinyin, pieces, segment, tier, size, industry,
                             district, address, phone, unit_id, manager_id, last_contact_at, closed_why) FROM STDIN
"""
BONDS = (
    """
    INSERT INTO customers_tiering (customer_id, tier, during, why)
    SELECT id, tier, daterange('2025-07-01', NULL), '' FROM customers_customer
    """,
    """
    INSERT INTO customers_management (customer_id, staff_id, part, during)
    SELECT id, manager_id, 'a', daterange('2025-07-01', NULL) FROM customers_customer
    """,
    """
    INSERT INTO customers_contactperson (customer_id, name, position, title, phone, is_first, refuses_marketing)
    SELECT id, '示例联系人', 'finance', '', '13900000000', true, false FROM customers_customer
    """,
)
# Three contacts a manager and working day, with some of the own customers in turn.
CONTACTS = """
    WITH met AS (
        SELECT p.staff_id, p.unit_id, d.date, n, c.id AS customer_id,
               (d.date + time '09:00' + n * interval '2 h') AT TIME ZONE 'Asia/Shanghai' AS met_at
          FROM people_post p
          CROSS JOIN (SELECT date, row_number() OVER (ORDER BY date) AS day FROM core_calendarday
                       WHERE date BETWEEN %(first)s AND %(last)s AND kind IN ('workday', 'makeup')) d
          CROSS JOIN generate_series(0, 2) AS n
          JOIN mine c ON c.manager_id = p.staff_id AND c.nth = (d.day * 3 + n) %% c.many
         WHERE p.role = 10
    ), kept AS (
        INSERT INTO records_record (kind, by_id, happened_at, recorded_at)
        SELECT 'contact', staff_id, met_at, met_at + interval '1 h' FROM met
        RETURNING id, by_id, happened_at, recorded_at
    ), contact AS (
        INSERT INTO contacts_contact (record_id, customer_id, owner_id, unit_id, met_at, mode, place, ours, persons,
                                      purposes, minutes, result, needs, signals, competitors, products, next_step,
                                      next_mode, effective)
        SELECT kept.id, met.customer_id, met.staff_id, met.unit_id, met.met_at,
               CASE n WHEN 0 THEN 'visit' ELSE 'call' END, '', '', '示例联系人', ARRAY['relation'],
               '核对近三个月回款与开票，谈下季度用款安排和结算份额。', '约定月底前给出用款计划', '', '', '', '',
               '发送用款测算表', '', true
          FROM kept JOIN met ON met.staff_id = kept.by_id AND met.met_at = kept.happened_at
        RETURNING record_id, customer_id, owner_id, mode
    )
    INSERT INTO records_filing (record_id, kind, owner_id, about, happened_at, recorded_at)
    SELECT c.record_id, k.kind, c.owner_id, 'customer/' || c.customer_id, kept.happened_at, kept.recorded_at
      FROM contact c JOIN kept ON kept.id = c.record_id
      CROSS JOIN (VALUES ('contact'), ('effective_contact'), ('visit')) AS k (kind)
     WHERE k.kind <> 'visit' OR c.mode = 'visit'
"""
LAST = """
    UPDATE customers_customer c SET last_contact_at = m.last
      FROM (SELECT customer_id, max(met_at) AS last FROM contacts_contact GROUP BY customer_id) m
     WHERE m.customer_id = c.id
"""
MINE = """
    CREATE TEMP TABLE mine AS
    SELECT id, manager_id, row_number() OVER (PARTITION BY manager_id ORDER BY tier, id) - 1 AS nth,
           count(*) OVER (PARTITION BY manager_id) AS many
      FROM customers_customer WHERE manager_id IS NOT NULL;
    CREATE INDEX ON mine (manager_id, nth); ANALYZE mine
"""


def names(chance: random.Random) -> list[tuple[str, str, str, list[str]]]:
    """Some ten thousand names of companies: name, short name, key and pieces."""
    from lvzhi.customers.search import Findable

    stems = ["".join(pair) for pair in itertools.permutations(STEMS, 2)]
    chance.shuffle(stems)
    found = []
    for stem, trade in itertools.product(stems[:1200], TRADES):
        name, short = f"{stem}{trade}有限公司", f"{stem}{trade[:2]}"
        words = Findable.of(name, short)
        found.append((name, short, words.key, words.pieces))
    return found


def drawn(chance: random.Random, parts: tuple[tuple[str, int], ...]) -> str:
    return chance.choices([name for name, _share in parts], [share for _name, share in parts])[0]


def rows(many: int, managers: list[tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(7)
    called = names(chance)
    for number in range(1, many + 1):
        name, short, key, pieces = called[number % len(called)]
        manager, unit = managers[number % len(managers)]
        yield (
            number, f"C{number:08}", "", name, short, key, pieces, drawn(chance, SEGMENTS), drawn(chance, TIERS),
            "small", name[2:6], chance.choice(DISTRICTS), "", "13900000000", unit, manager, None, "",
        )  # fmt: skip


def lay_customers(many: int) -> None:
    """The customers in turn among the managers; tiers, managements and one contact person each."""
    from django.db import connection

    from lvzhi.core.writing import writing
    from lvzhi.people.models import Post, Role

    managers = list(Post.objects.filter(role=Role.MANAGER).order_by("pk").values_list("staff", "unit"))
    with writing(), connection.cursor() as cursor:
        with cursor.copy(CUSTOMERS) as copy:
            for row in rows(many, managers):
                copy.write_row(row)
        cursor.execute("SELECT setval(pg_get_serial_sequence('customers_customer', 'id'), %s)", [many])
        for statement in BONDS:
            cursor.execute(statement)
    analyse()


def lay_contacts(today: dt.date) -> None:
    """Thirty days of contacts, three a working day, and since when each customer has heard nothing."""
    from django.db import connection

    from lvzhi.core.writing import writing

    with writing(), connection.cursor() as cursor:
        cursor.execute(MINE)
        cursor.execute(CONTACTS, {"first": today - dt.timedelta(days=30), "last": today - dt.timedelta(days=1)})
        cursor.execute(LAST)
    analyse()


def lay_duties(today: dt.date) -> None:
    """What the rules make everybody owe this half-year, quarter and month up to today, and what is met of it."""
    from lvzhi.core.calendar import Day
    from lvzhi.core.clock import moment
    from lvzhi.core.writing import writing
    from lvzhi.duties import engine
    from lvzhi.duties.rule import RULES

    begun = {today.replace(month=(today.month - 1) // months * months + 1, day=1) for months in (1, 3, 6)}
    for date in sorted(begun | {today.replace(day=number) for number in range(1, today.day + 1)}):
        with writing():
            for one in RULES.values():
                engine.raise_rule(one, Day.of(date))
    analyse()
    with writing():
        engine.settle()
        engine.escalate(moment(today, dt.time(9)))
    analyse()


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET default_transaction_read_only = on")
