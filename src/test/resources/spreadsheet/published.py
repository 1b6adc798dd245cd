"""The published comparison in Python, on openpyxl itself.

Reads lines of "<output>\t<right>\t<range>" and writes PASS or FAIL for each.
"""
import datetime
import re
import sys

import openpyxl

START = datetime.datetime(1899, 12, 30)


def normal(value):
    if isinstance(value, (bool, int, float)):
        return round(float(value), 2)
    if isinstance(value, datetime.time):
        return str(value)[:-3]
    if isinstance(value, datetime.datetime):
        since = value - START
        return round(since.days + since.seconds / 86400.0, 0)
    if isinstance(value, str):
        try:
            return round(float(value), 2)
        except ValueError:
            return value
    return value


def same(left, right):
    left, right = normal(left), normal(right)
    if left in (None, "") and right in (None, ""):
        return True
    return type(left) is type(right) and left == right


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def letters(number):
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def cells(area, sheet):
    if ":" not in area:
        return [area]
    first, last = area.split(":")
    digits = lambda end: "".join(c for c in end if c.isdigit())
    others = lambda end: "".join(c for c in end if not c.isdigit())
    top = int(digits(first) or 1)
    bottom = int(digits(last) or sheet.max_row or 1000)
    left = column(others(first) or "A")
    right = column(others(last)) if others(last) else sheet.max_column or 26
    return [
        letters(x) + str(y)
        for x in range(left, right + 1)
        for y in range(top, bottom + 1)
    ]


def passes(output, gold, areas):
    is_book = openpyxl.load_workbook(output, data_only=True)
    gold_book = openpyxl.load_workbook(gold, data_only=True)
    for part in areas.split(","):
        part = part.strip()
        name, area = gold_book.sheetnames[0], part
        if "!" in part:
            name, area = part.split("!")
            name = name.strip("'")
        if name not in is_book.sheetnames:
            return False
        for cell in cells(area.strip("'"), gold_book[name]):
            if not same(is_book[name][cell].value, gold_book[name][cell].value):
                return False
    return True


for line in sys.stdin:
    try:
        print("PASS" if passes(*line.rstrip("\n").split("\t")) else "FAIL")
    except Exception as stumble:
        print("FAIL", repr(stumble))
