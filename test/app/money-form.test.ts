import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { money, written } from '../../app/format.js';
import { formOf } from '../../app/learn-money.js';

const PLAIN = [['en-AU', 'AUD'], ['en-NZ', 'NZD'], ['en-GB', 'GBP'], ['en-US', 'USD'], ['en-AU', 'EUR'], ['de-DE', 'EUR'], ['fr-FR', 'EUR'], ['sv-SE', 'SEK']] as const;

test('money in a form that was learned is written as the browser writes it, from nothing to a hundred million', () => {
  for (const [locale, currency] of PLAIN) {
    const form = formOf(locale, currency);
    assert.ok(form, `${locale} ${currency}`);
    for (const cents of [0, 7, 480, 99_999, 100_000, 999_999_999, 9_999_999_999, -1, -250_000]) {
      assert.is(form && written(cents, form), money(cents, { locale, currency }), `${locale} ${cents}`);
    }
  }
});

test('where money is written in another way than that, the browser is asked each time', () => {
  for (const [locale, currency] of [['hi-IN', 'INR'], ['ja-JP', 'JPY'], ['ar-EG', 'EGP'], ['es-ES', 'EUR'], ['ar-KW', 'KWD'], ['de-CH', 'CHF']] as const) assert.is(formOf(locale, currency), undefined, locale);
});

test.run();
