import { listLines, listWords } from './lines.ts';

/** Dates, times and durations as text, in the forms that parsers read and write back in another form. */
export const dates = listLines(String.raw`
2026-01-31
2026-01-31T12:00:00Z
2026-01-31T12:00:00.000Z
2026-01-31T12:00:00.5Z
2026-01-31T12:00:00.123456Z
2026-01-31T12:00:00.123456789Z
2026-01-31T12:00Z
2026-01-31T12:00:00
2026-01-31T12:00
2026-01-31T13:00:00+01:00
2026-01-31T13:00:00.250+01:00
2026-01-31T13:00:00+0100
2026-01-31T05:00:00-07:00
2026-01-31T12:00:00+00:00
2026-01-31t12:00:00z
2026-01-31T24:00:00Z
2026-06-30T23:59:60Z
2026-01-31 12:00:00
2026-01-31 12:00:00.000
2026-01-31 12:00:00 UTC
2026-01-31 12:00:00+00
20260131
20260131T120000Z
2026-01
2026-031
2026-W05
2026-W05-6
2026/01/31
31/01/2026
01/31/2026
31.01.2026
31-Jan-2026
Jan 31, 2026
Sat, 31 Jan 2026 12:00:00 GMT
Sat Jan 31 2026 12:00:00 GMT+0000 (Coordinated Universal Time)
0000-00-00
0000-00-00 00:00:00
0001-01-01T00:00:00Z
1970-01-01T00:00:00.000Z
9999-12-31T23:59:59.999Z
+012026-01-01T00:00:00.000Z
12:00
12:00:00
12:00 PM
PT15M
P1DT2H
/Date(1769860800000)/
1769860800
1769860800000
now
`);

/** Numbers as text that a loose comparison, a parser or a spreadsheet reads as a number. */
const numbers = listWords(String.raw`
0 1 -1 +1 -0 00 01 007 0042 1. .5 0.1 1.0 1.50 1,5 1,000 1_000 1e3
1E5 1e400 0x10 0b1 0o7 010 1n 1f 9007199254740993 12345678901234567890 0123456789012345678901234567890 NaN Infinity -Infinity 12% $5
`);

/** Words that stand for a value in a programming language, a format or a database. */
const words = listWords(String.raw`
true True TRUE false False yes no on off y n null NULL Null nil None undefined void
\N #N/A Symbol(a)
`);

/** Texts that look like JSON, YAML, a serialised object, an encoding or a formula. */
const documents = listLines(String.raw`
[object Object]
[object Undefined]
function () {}
1 000
{}
[]
""
''
"value"
'value'
{"a":1}
{"a":1.0,"b":[true,null]}
{"$ref":"#"}
{"__type":"Date"}
[1, 2]
 {"a": 1} 
{a:1}
(1,2)
s:1:"a";
i:42;
a:1:{i:0;s:1:"a";}
O:8:"stdClass":0:{}
- a: b
a: b
---
!!str a
&a *a
YQ==
YQ
6162
\x6162
data:text/plain,a
urn:uuid:2f1c9a52-6a0e-4c7b-9d0e-0c5b6a1f7e11
2F1C9A52-6A0E-4C7B-9D0E-0C5B6A1F7E11
{2f1c9a52-6a0e-4c7b-9d0e-0c5b6a1f7e11}
eyJhbGciOiJIUzI1NiJ9
eyJhbGciOiJIUzI1NiJ9.e30.AA
Bearer a
127.0.0.1
::1
USER@EXAMPLE.COM
user+tag@example.com
=1+1
@SUM(1)
\1
`);

/** Texts that look like another type, and that parsers, serialisers and loose comparisons take for it. */
export const lookalikes: readonly string[] = [...dates, ...numbers, ...words, ...documents];

/** Patterns that a replacement, a template, a format or a shell fills in. */
export const patterns: readonly string[] = [
  ...listWords(String.raw`
$ $$ $$a a$$b $& a$&b $1 $01 a$1b $0 $' a$'b $<a> $a \0 \1 \\1 \g<1>
\$1 & \& % %% %s %d %n %1$s %(a)s %{a} %a% {0} {} {{}} {a} {{a}} {{{a}}}
{%a%} \${a} #{a} @{a} [[a]] [a] :a :id ? ?1 @a @@a #a !a !! ~ ~a $HOME
$(id) $((1+1)) * **
`),
  '%s %d',
  '{{ 7*7 }}',
  '<%= a %>',
  '<?= 1 ?>',
  'a$`b',
  '$`',
  '`a`',
  '${a}',
  '${1+1}',
];
