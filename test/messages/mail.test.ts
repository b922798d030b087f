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
