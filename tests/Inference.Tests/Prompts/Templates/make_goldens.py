#!/usr/bin/env python3
"""Renders the templates in this file with Jinja2 3.1, set up as chat templates are, and writes goldens.jsonl beside it."""
import json
import os
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import SandboxedEnvironment


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller):
        return caller()


class Refusal(Exception):
    pass


def refuse(message):
    raise Refusal(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, Generation])
environment.filters["tojson"] = tojson
environment.globals["raise_exception"] = refuse

U, A, S = "user", "assistant", "system"
CHAT = [{"role": S, "content": "Be brief. "}, {"role": U, "content": " Hello <b>\n'you' \"there\"  "},
        {"role": A, "content": "<think>\nhm\n</think>\n\nHi!"}, {"role": U, "content": "A, b, c: 7 é 😀 end"}]
PLAIN = CHAT[1:]
TOOLS = [{"role": U, "content": "Weather?"},
         {"role": A, "content": None, "tool_calls": [{"type": "function", "id": "abc123def", "function": {"name": "get", "arguments": {
             "city": "Bad \"Ems\" é\n", "days": 3, "deep": {"a": [1, 2.5, True, None, {}], "b": []}}}}]},
         {"role": "tool", "content": "sunny", "tool_call_id": "abc123def", "name": "get"},
         {"role": A, "content": "Sunny.", "reasoning_content": "tool said so"}, {"role": U, "content": "Thanks"}]

LANGUAGE = r"""
{{ 1 + 2 * 3 - 4 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 1.0 }} {{ 0.1 + 0.2 }} {{ 1e20 }} {{ 1e-7 }} {{ 123456789012345680.0 }} {{ 100000.0 * 10000000000 }} {{ -2 ** 2 }} {{ 0.0001 }} {{ 0.00001 }} {{ 1.5e300 }}
{{ true }} {{ none }} {{ [1, 'a', "it's", none, 2.50, true] }} {{ (1,) }} {{ (1, 2) }} {{ () }} {{ {'a': 1, 'b': [1]} }} {{ {} }} {{ ['q"', "a'b\"c", 'x\ny\\'] }}
{{ 'a' ~ 1 ~ none ~ true ~ 1.5 }} {{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ [1] * 2 + [3] }} {{ (1,) + (2,) }} {{ 'a' 'b' "c" }}
{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 1 == 1.0 }} {{ true == 1 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ 'a' in 'cat' }} {{ 1 in [1] }} {{ 'x' not in {'x': 1} }} {{ not 1 == 2 }} {{ [1] == [1.0] }} {{ {'a': 1} == {'a': 1} }} {{ none == none }} {{ undefined_name == undefined_other }} {{ (1,) == [1] }}
{{ 1 and 2 }} {{ 0 or 'x' }} {{ '' or none }} {{ not [] }} {{ 'y' if 1 else 'n' }} {{ 'y' if 0 }}| {{ 'a' if 0 else 'b' if 0 else 'c' }} {{ 1 if 1 and not 0 or 0 }}
{{ 'hello'[1] }} {{ 'hello'[-1] }} {{ 'hello'[1:3] }} {{ 'hello'[::-1] }} {{ 'hello'[::2] }} {{ 'hello'[-3:] }} {{ 'hello'[:-3] }} {{ 'hello'[10:] }}| {{ 'hello'[4:1:-1] }} {{ 'hello'[-100:100] }} {{ [1,2,3,4][1:] }} {{ [1,2,3][::-1] }} {{ (1,2,3)[:2] }} {{ 'hello'[9] }}| {{ 'a😀b'[1] }} {{ 'a😀b'[::-1] }} {{ 'a😀b'|length }} {{ 'a😀b'[1:] }} {{ 'a😀b'[-2:] }} {{ 'a😀b'.find('b') }}
{{ "\x41\u00e9\U0001F600\t|\101\q\'\"" }} {{ 'a\
b' }}
{{ undefined_name }}| {{ undefined_name is defined }} {{ undefined_name|default('d') }} {{ ''|default('d') }}| {{ ''|d('e', true) }} {{ none|default('x', boolean=true) }} {{ {}.x }}| {{ {}['x'] is undefined }} {{ [].x is defined }} {{ none.x is defined }} {{ undefined_name|length }} {{ undefined_name|list }} {{ undefined_name|join(',') }}|
{{ ' x '|trim }}| {{ 'xxaxx'|trim('x') }} {{ 'a b'|upper }} {{ 'A B'|lower }} {{ "hello wOrld-foo (bar) it's"|title }} {{ 'hELLO wORLD'|capitalize }} {{ 'aXbXc'|replace('X', '-') }} {{ 'aXbXc'|replace('X', '-', 1) }} {{ [1, 2]|first }} {{ [1, 2]|last }} {{ 'abc'|list }} {{ 'abc'|first }}{{ 'abc'|last }} {{ 5|string + '5' }} {{ '42'|int + 1 }} {{ 'x'|int }} {{ 'x'|int(7) }} {{ '4.7'|int }} {{ '4.5'|float }} {{ 'y'|float }} {{ 3.9|int }} {{ 'ff'|int(base=16) }} {{ -3|abs }} {{ (2.567)|round(2) }} {{ 2.5|round }} {{ 2.1|round(method='ceil') }}
{{ [3, 1, 2]|sort }} {{ [3, 1, 2]|sort(reverse=true) }} {{ ['b', 'A', 'c']|sort }} {{ ['b', 'A', 'c']|sort(case_sensitive=true) }} {{ [1, 2, 1]|unique|list }} {{ ['a', 'A', 'b']|unique|join }} {{ [1, 2]|reverse|list }} {{ 'abc'|reverse }} {{ {'b': 1, 'a': 2}|dictsort }} {{ {'b': 1, 'a': 2}|dictsort(by='value') }} {{ {'b': 1, 'a': 2}|dictsort(reverse=true) }} {{ {'a': 1}|items|list }} {{ [1, 2]|sum }} {{ [1, 3, 2]|max }} {{ [1, 3, 2]|min }} {{ [{'a': 1}, {'a': 2}]|sum(attribute='a') }} {{ 'a b  c'|wordcount }}
{{ ['a', 'b']|map('upper')|list }} {{ ['a', 'b']|map('upper')|join('+') }} {{ [{'x': 1}, {'x': 2}]|map(attribute='x')|list }} {{ [{'x': {'y': 1}}, {}]|map(attribute='x', default='?')|list }} {{ [0, 1, 2]|select|list }} {{ [0, 1, 2]|reject|list }} {{ [1, 2, 3]|select('odd')|list }} {{ [1, 2, 3]|reject('odd')|list }} {{ [1, 2, 3]|select('>', 1)|list }} {{ messages|selectattr('role', 'equalto', 'user')|list|length }} {{ messages|rejectattr('role', 'in', ['user'])|map(attribute='role')|join(' ') }} {{ messages|selectattr('name')|list|length }} {{ messages|selectattr('tool_calls', 'defined')|list|length }} {{ [1, 2]|join(d='-') }} {{ messages|join(', ', attribute='role') }} {{ ['aXa', 'bXb']|map('replace', 'X', '-')|list }}
{{ 'a\nb\n\nc'|indent }} {{ 'a\nb'|indent(2, true) }} {{ 'a\n\nb'|indent(1, blank=true) }} {{ 'a\nb'|indent('> ') }} {{ '<a href="x">\'&'|escape }} {{ '<'|e }} {{ '<b>'|safe }}
{{ {'a': [1, 2.0, true, none, 'x"\n\u00e9</'], 'b': {}, 'c': []}|tojson }} {{ {'b': 1, 'a': [1, {'x': 2}], 'e': [], 'f': {}}|tojson(indent=2) }} {{ {'b': 1, 'a': 2}|tojson(sort_keys=true) }} {{ [1, {'a': 2}]|tojson(separators=(',', ':')) }} {{ 'é😀'|tojson(ensure_ascii=true) }} {{ 1e20|tojson }} {{ {1: 2, none: 3}|tojson }} {{ (1, 2)|tojson(indent=1) }}
{{ 1 is number }} {{ 1 is integer }} {{ 1.0 is float }} {{ true is number }} {{ true is integer }} {{ true is boolean }} {{ 'x' is string }} {{ {} is mapping }} {{ [] is iterable }} {{ 'x' is sequence }} {{ 1 is sequence }} {{ {} is sequence }} {{ none is none }} {{ 1 is odd }} {{ 2 is even }} {{ 6 is divisibleby 3 }} {{ 6 is divisibleby(4) }} {{ 1 is eq 1 }} {{ 1 is in [1] }} {{ 1 is not none }} {{ 'a' is equalto 'a' }} {{ true is true }} {{ false is false }} {{ 1 is true }} {{ 'abc' is lower }} {{ 'ABC' is upper }} {{ range is callable }} {{ none is sameas none }} {{ x is not defined and 1 is defined }} {{ 1 is gt 0 }} {{ 'trim' is filter }} {{ 'nope' is filter }}
{{ '  a '.strip() }}| {{ 'xxaxx'.strip('x') }} {{ 'xxa'.lstrip('x') }} {{ 'axx'.rstrip('x') }} {{ 'a,b,c'.split(',') }} {{ 'a,b,c'.split(',', 1) }} {{ ' a  b '.split() }} {{ ' a  b  c '.split(none, 1) }} {{ ' a  b  c '.split(maxsplit=1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ' a b  c '.rsplit(none, 1) }} {{ 'a,b'.split(',')[-1] }} {{ ''.split(',') }} {{ ''.split() }} {{ 'a\nb\r\nc\n'.splitlines() }} {{ 'a\nb'.splitlines(true) }} {{ 'abc'.startswith('ab') }} {{ 'abc'.startswith(('x', 'a')) }} {{ 'abc'.endswith('bc') }} {{ 'aXbX'.replace('X', '') }} {{ 'abc'.replace('', '-') }} {{ 'aXbX'.replace('X', '-', 1) }} {{ 'AbC'.lower() }} {{ 'AbC'.upper() }} {{ "they're bill's 3rd".title() }} {{ 'aBC d'.capitalize() }} {{ 'abcb'.find('b') }} {{ 'abcb'.rfind('b') }} {{ 'abc'.find('x') }} {{ 'abcb'.count('b') }} {{ '-'.join(['a', 'b']) }} {{ '{} {}'.format('a', 1) }} {{ '{1}{0}{{}}'.format('a', 'b') }} {{ '{x}'.format(x=1) }} {{ '12'.isdigit() }} {{ 'a b'.partition(' ') }} {{ 'a b c'.rpartition(' ') }} {{ 'a'.partition('x') }} {{ 'ab'.removeprefix('a') }} {{ 'ab'.removesuffix('b') }} {{ ' '.isspace() }} {{ 'aa'.isalpha() }} {{ 'Ab'.islower() }} {{ 'AB1'.isupper() }}
{{ {'a': 1}.items()|list }} {{ {'a': 1}.keys()|list }} {{ {'a': 1}.values()|list }} {{ {'a': 1}.get('a') }} {{ {'a': 1}.get('b') }} {{ {'a': 1}.get('b', 2) }} {% set d = {'a': 1, 'b': 2} %}{% set l = [1] %}{{ d.pop('a') }}{{ d }}{{ d.update({'c': 3}) }}{{ d }}{{ l.append(2) }}{{ l }}{{ l.pop() }}{{ l.pop(0) }}{{ l }}{{ l.insert(0, 5) }}{{ l.extend([6]) }}{{ l }}{{ l.index(6) }}{{ l.count(5) }}
{{ range(3)|list }} {{ range(1, 4)|list }} {{ range(5, 0, -2)|list }} {{ range(0)|list }} {{ range(3, 1)|list }} {{ dict(a=1, b=2) }} {{ dict([('x', 1)]) }} {{ dict({'y': 1}, z=2) }} {% set n = namespace(a=1) %}{% set n.b = 2 %}{{ n.a + n.b }} {% set j = joiner('|') %}{{ j() }}a{{ j() }}b
{{ {'items': 1}.items is callable }} {{ {'items': 1}['items'] }} {{ {'a': {'b': [1, {'c': 5}]}}.a.b[1].c }} {{ [[1]].0.0 }} {{ {1: 'x'}[1] }} {{ {true: 'x'}[1] }} {{ messages[-1].role }} {{ messages[0]['role'] }} {{ messages[1:]|length }} {{ messages[99] is defined }}
{{ -1|abs }} {{ (-1)|abs }} {{ 'a' ~ 'b'|upper }} {{ 1 + 2|string|length }} {{ not 'a' in 'b' }} {{ 1 ~ 'x' }} {{ 2 * 3 ~ 4 }} {{ 'x' in 'x' ~ 'y' }} {{ 'a' if 'b' in 'abc' else 'c' ~ 'd' }} {{ 1, 2 }} {{ 'a'|upper is string }} {{ 1 == 1 is true }} {{ ('a', 'b')|join(', ') ~ '!' }} {{ {'a': {'b': {}}} }} {{ {'a': 1}['a'] }}
"""

STATEMENTS = [
    "{% for x in [1, 2, 3] %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.cycle('a', 'b') }}{{ loop.changed(x // 2) }};{% endfor %}",
    "{% for x in [] %}a{% else %}empty{% endfor %}{% for x in [1, 2, 3, 4] if x % 2 == 0 %}{{ x }}/{{ loop.length }} {% else %}none{% endfor %}",
    "{% for x in range(10) %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 5 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }},{% endfor %}{% for a, (b, c) in [(1, (2, 3))] %}{{ a + b + c }}{% endfor %}{% for k in {'x': 1} %}{{ k }}{% endfor %}{% for c in 'a😀' %}[{{ c }}]{% endfor %}",
    "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}{% set ns = namespace(n=0, l=[]) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% set ns.l = ns.l + [i] %}{% endfor %}{{ ns.n }}{{ ns.l }}",
    "{% if 0 %}a{% elif 1 %}b{% else %}c{% endif %}{% if 0 %}{% elif 0 %}{% else %}d{% endif %}{% if [] %}x{% endif %}{% set y %}block {{ 1 }}{% endset %}{{ y }}{% set y | upper | trim %} up {% endset %}[{{ y }}]",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t }}{% set (c, d) = [3, 4] %}{{ c + d }}{% with e = 5, f = 6 %}{{ e + f }}{% endwith %}{{ e is defined }}",
    "{% macro m(a, b='x', c=none) %}{{ a }}-{{ b }}-{{ c }}{% endmacro %}{{ m(1) }} {{ m(1, 2) }} {{ m(1, c=3) }} {{ m(b=2, a=1) }} {{ m() }} {{ m('q')|upper }} {{ m(1) ~ '!' }}",
    "{% macro rec(n) %}{{ n }}{% if n > 0 %},{{ rec(n - 1) }}{% endif %}{% endmacro %}{{ rec(4) }}{% macro late() %}{{ z }}{% endmacro %}{% set z = 9 %}{{ late() }}",
    "{% macro box(t) %}<{{ t }}>{{ caller() }}</{{ t }}>{% endmacro %}{% call box('b') %}in {{ 1 + 1 }}{% endcall %}{% macro each(l) %}{% for x in l %}{{ caller(x) }}{% endfor %}{% endmacro %}{% call(x) each([1, 2]) %}({{ x }}){% endcall %}{% filter upper %}abc{{ 'd' }}{% endfilter %}",
    "a\n{% if true %}\nb\n{% endif %}\nc\n  {% if true %}  \n d\n  {% endif %}x\n", "a  {%- if true -%}  \n b  {%- endif %}\nc", "  {%+ if true %}a{% endif +%}\nb", "{{ 'a' }}\n{{ 'b' -}}\n\n c {{- 'd' }}\n",
    "{# c #}\n a {#- b -#} \n c\n  {# d #}\nx {# e +#}\ny", "a\n\t {% set x = 1 %}\n\t {{ x }}\n{% for i in [1] -%}\n\n  {{ i }}\n{%- endfor %}\nz", "x {% if true %} y {% endif %} z", "{% raw %}{{ x }} {% if %}{% endraw %}\n!", "a {%- raw -%}  {{ b }} {%- endraw %} c",
    "line1\r\n{% if true %}\r\nline2\rline3\n{% endif %}\r\n\n", "\n\n{% if true %}a{% endif %}\n\n", "   {% if true %}\n   a\n   {%- endif %}\n", "{% for x in [1,2] %}\n {{ x }}\n{% endfor %}\n {% if 1 %}{% endif %} q", "{% if 1 %}{% endif %}   {% if 1 %}k{% endif %}",
    "{%- generation %}a {{ 1 }}{% endgeneration %}\nb", "{{ '}}' }}{{ \"%}\" }}{{ {'a': {'b': 1}}['a']['b'] }}{{ {'a':{}}}}{# }} %} #}", "{%- for m in messages -%}\n  {{- m.role }}: {{ m.content -}}\n{%- endfor -%}",
    "{% if messages|selectattr('role', 'equalto', 'nobody') %}generators are true{% endif %}{% if messages|selectattr('role', 'equalto', 'nobody')|list %}no{% endif %}", "{{ messages[1].content[::-1] }}|{{ messages[1].content.split('<b>')[-1].lstrip('\\n') }}|{{ messages[1].content|tojson }}|{{ (messages[1].content ~ 1)|upper }}|{{ messages|map(attribute='content')|join('|') }}",
]

MODELS = {
    'chatml': "{% for m in messages %}{{ '<|im_start|>' ~ m.role ~ '\n' ~ m.content ~ '<|im_end|>\n' }}{% endfor %}{{ '<|im_start|>assistant\n' if add_generation_prompt }}",
    'headers, tools and a date': '{{- bos_token -}}\n{% set day = day if day is defined else \'1 May\' %}\n{% set calls = messages | selectattr(\'tool_calls\', \'defined\') | list %}\n{%- for m in messages %}\n  {%- set role = {\'tool\': \'ipython\'}.get(m.role, m.role) %}\n  {{- \'<|start_header_id|>\' + role + \'<|end_header_id|>\\n\\n\' }}\n  {%- if m.tool_calls %}\n    {%- for c in m.tool_calls %}{{ \'{"name": "\' ~ c.function.name ~ \'", "parameters": \' ~ c.function.arguments|tojson ~ \'}\' }}{% endfor %}\n  {%- else %}\n    {{- m.content | trim }}\n  {%- endif %}\n  {{- \'<|eot_id|>\' }}\n{%- endfor %}\n{{- calls | length }}',
    'thinking': "{%- set ns = namespace(last=-1) %}\n{%- for m in messages[::-1] %}\n  {%- if m.role == 'user' and ns.last < 0 %}{% set ns.last = messages.index(m) %}{% endif %}\n{%- endfor %}\n{%- for m in messages %}\n{%- set body = m.content if m.content is string else '' %}\n{%- set why = m.reasoning_content if m.reasoning_content is string else '' %}\n{%- if not why and '</think>' in body %}\n{%- set why = body.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}\n{%- set body = body.split('</think>')[-1].lstrip('\\n') %}\n{%- endif %}\n{{- '[' + m.role + ']' + ('<think>' + why + '</think>' if why and loop.index0 > ns.last else '') + body }}\n{%- endfor %}\n{%- if add_generation_prompt %}{{ '[assistant]' }}{% if enable_thinking is defined and not enable_thinking %}<think></think>{% endif %}{% endif %}",
    'system first': "{% set sys = messages[0].content + '\\n\\n' if messages[0].role == 'system' else '' %}{% for m in (messages[1:] if sys else messages) %}{% if (m.role == 'user') == (loop.index0 % 2 == 1) %}{{ raise_exception('Turns must alternate') }}{% endif %}<start>{{ 'model' if m.role == 'assistant' else m.role }}\n{{ (sys if loop.first else '') ~ m.content|trim }}<end>\n{% endfor %}{% if add_generation_prompt %}<start>model\n{% endif %}",
    'calls': '{%- set ns = namespace(open=false, name=none) %}{% for m in messages %}{% if m.role == \'tool\' %}{{ \'[RESULT \' ~ ns.name ~ \']\' ~ m.content|tojson ~ \'[/RESULT]\' }}{% elif \'tool_calls\' in m and m.tool_calls is not none %}{% for c in m.tool_calls %}{% set ns.name = c.function.name %}{{ c.function|tojson }}{{ (c.function|tojson)[:-1] ~ \', "id": "\' ~ c.id ~ \'"}\' }}{% if c.id|length != 9 %}{{ raise_exception(\'Ids have 9 letters\') }}{% endif %}{{ \', \' if not loop.last else eos_token }}{% endfor %}{% else %}{{ \'[INST]\' + m.content.strip() + \'[/INST]\' if m.role == \'user\' else m.content + eos_token }}{% endif %}{% endfor %}',
    'lines': "{% for m in messages %}\n{% if m['role'] in ['user', 'system'] %}\n{{ '<|' + m['role'] + '|>\n' + m['content'] + eos_token }}\n{% else %}\n{% generation %}\n{{ m['role'] | capitalize ~ ': ' ~ m['content'] }}\n{% endgeneration %}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n<|assistant|>\n{% endif %}\n{% endfor %}",
    'types': "{%- macro kind(t, need=false) -%}\n  {%- if t.type == 'array' -%}{{ kind(t['items']) + '[]' }}{%- elif t.type is string -%}{{ t.type|replace('string', 'str') ~ ('' if need else ' | null') }}{%- else -%}any{%- endif -%}\n{%- endmacro -%}\n{{ kind({'type': 'array', 'items': {'type': 'string'}}) }}/{{ kind({'type': 'string'}, true) }}/{{ kind({}) }}{% for m in messages %}{% if m.role == 'tool' and m.content is not mapping %}{{ m.name }}{% endif %}{% endfor %}",
}

ERRORS = ["{{ x.y }}", "{{ x['y'] }}", "{{ 'a' + 1 }}", "{{ 'a' + none }}", "{{ x + 1 }}", "{{ x() }}", "{{ 1 / 0 }}", "{{ 1 < 'a' }}", "{{ 1 in 'a' }}", "{% set a, b = [1] %}", "{{ 'a'.split('') }}", "{{ none|length }}", "{% for x in none %}{% endfor %}", "{{ {}|tojson(nope=1) }}",
          "{{ 'a'.index('b') }}", "{{ range(1, 2, 0) }}", "{{ messages.role.x }}", "{{ x < 1 }}", "{% set z.q = 1 %}", "{{ '-'.join([1]) }}", "{{ {[]: 1} }}", "{{ [].pop() }}", "{{ 'a'|nope }}", "{{ 1 is nope }}", "{{ x|tojson }}", "{{ -'a' }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", "{{ {}.pop('x') }}", "{{ undefined_name[1:] }}",
          "{{ }}", "{{ 1 + }}", "{% if %}{% endif %}", "{% if 1 %}", "{% endif %}", "{% for x %}{% endfor %}", "{% nope %}", "{{ 'a }}", "{{ (1 }}", "{{ 1) }}", "{# a", "{% for x in [1] %}{% endif %}", "{{ a b }}", "{{ 1 is }}", "{% set %}", "{% break %}", "{{ $ }}", "{{ [1 2] }}", "{{ f(a=1, 2) }}", "{% else %}", "{{", "{%", "{{ '\\xZZ' }}"]

CONVERSATIONS = dict(chat=CHAT, plain=PLAIN, one=PLAIN[:1], answered=PLAIN[:2], tools=TOOLS, called=TOOLS[:3])


def rendering(template, name, opens):
    variables = dict(messages=CONVERSATIONS[name], add_generation_prompt=opens, bos_token="<s>", eos_token="</s>", tools=None, documents=None)
    told = dict(conversation=name, opens=opens)
    try:
        told["text"] = environment.from_string(template).render(**variables)
    except Refusal as refusal:
        told["refusal"] = str(refusal)
    except Exception as error:
        told["error"] = type(error).__name__
    return told


lines = [dict(conversations=CONVERSATIONS)]
for number, line in enumerate(LANGUAGE.strip().replace("\\\n", "\\\0").split("\n")):
    lines.append(dict(name=f"language {number + 1}", template=line.replace("\\\0", "\\\n")))
for number, template in enumerate(STATEMENTS):
    lines.append(dict(name=f"statements {number + 1}", template=template))
for name, template in MODELS.items():
    lines.append(dict(name=name, template=template))
for number, template in enumerate(ERRORS):
    lines.append(dict(name=f"error {number + 1}", template=template))
for line in lines[1:]:
    if line["name"] in MODELS:
        line["renderings"] = [rendering(line["template"], name, opens) for name in CONVERSATIONS for opens in (True, False)]
    else:
        line["renderings"] = [rendering(line["template"], "tools" if line["name"].startswith("language") else "chat", True)]
        assert line["name"].startswith("error") == ("error" in line["renderings"][0]), line
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "goldens.jsonl"), "w", encoding="utf-8") as file:
    for line in lines:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
