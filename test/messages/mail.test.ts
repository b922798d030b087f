import { describe, expect, test } from 'vitest';
import { mailOf } from '../../functions/messages/mail.ts';

describe('a mail', () => {
  test('has its paragraphs as text and as HTML', () => {
    expect(mailOf('A lead is due', ['Sam,', 'one\ntwo'])).toEqual({
      subject: 'A lead is due',
      text: 'Sam,\n\none\ntwo\n',
      html: '<p>Sam,</p>\n<p>one<br>two</p>',
    });
  });

  test('carries what people typed as text, never as markup', () => {
    const { html, text } = mailOf('x', [`<script>alert("1")</script> & 'more'`]);
    expect(html).toBe('<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</p>');
    expect(text).toContain('<script>');
  });
});

test('only its own links are links: an address in somebody’s words stays text', () => {
  const mail = mailOf('s', [
    'See https://evil.example',
    { text: 'A lead', link: 'https://leads.example/?a="b"&c' },
    { link: 'https://leads.example/1' },
  ]);
  expect(mail.text).toBe(
    'See https://evil.example\n\nA lead\nhttps://leads.example/?a="b"&c\n\nhttps://leads.example/1\n',
  );
  expect(mail.html.match(/<a href="[^"]*">/g)).toEqual([
    '<a href="https://leads.example/?a=&quot;b&quot;&amp;c">',
    '<a href="https://leads.example/1">',
  ]);
});
