import { listLines } from './lines.ts';
import { lookalikes, patterns } from './lookalikes.ts';

/** Texts as they occur in every system. */
export const ordinaryTexts = [
  'value',
  'Anna Schmidt',
  'user@example.com',
  'The password was reset.',
  'en-US',
  '+15550100',
  'session:42',
  '2f1c9a52-6a0e-4c7b-9d0e-0c5b6a1f7e11',
  'dXNlcjo0Mg==',
];

/** Texts with characters that mean something in code, markup, queries, URLs and shells. */
const specialCharacters = [
  "O'Brien",
  "a''b",
  '"a"',
  'a"b',
  'a\\b',
  'a\\',
  'a\\nb',
  '\\u0041',
  '<b>bold</b>',
  '<script>alert(1)</script>',
  'a < b & c > d',
  '&amp;',
  '&#39;',
  '<!-- a -->',
  ']]>',
  "'; DROP TABLE users; --",
  '100%',
  'a%',
  'a_b',
  '%_%',
  'a*b',
  'a?b',
  'a+b',
  'a%20b',
  '%2F',
  '%00',
  '%zz',
  'a&b=c',
  'a=b',
  'a#b',
  'a;b',
  'a,b',
  'a/b',
  '../a',
  'https://example.com/a?b=c&d=e#f',
  'a|b',
  'a:b',
  '^a$',
];

/** Texts that change if they are trimmed, normalised, case-folded, cut, or stored in too few bytes. */
const unicodeTexts = [
  ' a',
  'a ',
  ' ',
  'a  b',
  'A',
  'Grüße aus Köln',
  'ñandú',
  '\u00e9',
  'e\u0301',
  '\u212b',
  '\ufb01',
  'ß',
  'ẞ',
  'İ',
  'ı',
  'ς',
  'Ωμέγα',
  'Привет',
  'שלום',
  'مرحبا',
  'नमस्ते',
  '日本語',
  '한글',
  '\u1112\u1161\u11ab',
  'ｆｕｌｌ',
  '①²',
  '…–„“”‚‘’',
  '€',
  '😀',
  '👩‍👧',
  '👍🏽',
  '🇩🇪',
  '❤️',
  '𝒳',
  '𠮷',
  '\u{10ffff}',
  'a\u0308\u0323',
  'a\u00a0b',
  'a\u200bb',
  'a\u00adb',
  'a\u200db',
  '\ufeffa',
  'a\u2028b',
  '\u202ea',
  '\ufffd',
];

/** A word of each of many scripts, of letters of two to four bytes. */
const scripts = listLines(`
Zażółć gęślą jaźń
Příliš žluťoučký kůň
Çağrı İşığı
Tiếng Việt
Þórður Ægisson
Łódź
naïve façade
Ελληνικά
Русский язык
Українська
ქართული
Հայերեն
עִבְרִית
العَرَبِيَّة
فارسی
اردو
हिन्दी
বাংলা
ਪੰਜਾਬੀ
ગુજરાતી
தமிழ்
తెలుగు
ಕನ್ನಡ
മലയാളം
සිංහල
ไทย
ລາວ
မြန်မာ
ខ្មែរ
བོད་ཡིག
አማርኛ
ᏣᎳᎩ
ᠮᠣᠩᠭᠣᠯ
ひらがな
カタカナ
ｶﾀｶﾅ
简体中文
繁體中文
한국어
ꦗꦮ
ⵜⴰⵎⴰⵣⵉⵖⵜ
𐌰𐌱𐌲
𓂀𓃭
𞤀𞤁𞤂
№ ½ ± × ÷ ∞ ≠ √
«» ‹› 「」 ¿¡
€ £ ¥ ₹ ₿ ¢
→ ⇒ ☃ ♥ ✓ ★
`);

/** Texts with control characters. Only the rules about them draw these. */
export const controlTexts = [
  '\ta\n',
  '\r\n',
  'a\nb',
  'a\r\nb',
  '\n',
  'a\tb',
  'a\0b',
  'a\0',
  '\0',
  '\u001b[0ma',
  'a\u007f',
  'a\u0085b',
  'a\u001fb',
];

/** Texts without control characters that implementations handle wrongly. Each has at most 64 bytes. */
export const trickyTexts = [
  ...lookalikes,
  ...patterns,
  ...specialCharacters,
  ...unicodeTexts,
  ...scripts,
];
