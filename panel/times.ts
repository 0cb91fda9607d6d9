import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { usePanel } from './panel.js';

/** The pages are in English, whatever the shop's money looks like. */
export function languageFor(locale: string): string {
  return /^en\b/i.test(locale) ? locale : 'en-GB';
}

/** `today 14:06`, `21 Nov 14:06`, `21 Nov 2025 14:06`: by the clock and the calendar of the person who looks. */
export function dayAndTime(at: Date, now: Date, locale: string): string {
  const language = languageFor(locale);
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (at.toDateString() === now.toDateString()) return `today ${time}`;
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return `${at.toLocaleDateString(language, { day: 'numeric', month: 'short', year })} ${time}`;
}

const STEPS = [['minute', 60], ['hour', 3600], ['day', 86_400], ['month', 2_629_800], ['year', 31_557_600]] as const;

/** `a moment ago`, `3 minutes ago`, `2 days ago`. A time ahead of the browser's clock counts as now. */
export function ago(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (seconds < 60) return 'a moment ago';
  const [unit, size] = [...STEPS].reverse().find(([, length]) => seconds >= length) ?? STEPS[0];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(-Math.floor(seconds / size), unit);
}

/** Everything about an instant, for whoever points at it: `Monday, 23 November 2026 at 14:06:11 AEDT`. */
function inFull(at: Date, locale: string): string {
  return at.toLocaleString(languageFor(locale), { dateStyle: 'full', timeStyle: 'long' });
}

/** An instant in local time. */
export function Time({ at }: { readonly at: string }): VNode {
  const { locale } = usePanel().session.shop;
  const instant = new Date(at);
  return html`<time datetime=${at} title=${inFull(instant, locale)}>${dayAndTime(instant, new Date(), locale)}</time>`;
}

/** How long ago, and when; kept true while it is looked at. `never` stands where there is no instant. */
export function Ago({ at, never }: { readonly at: string | null; readonly never: string }): VNode {
  const now = useNow();
  if (at === null) return html`<span class="soft">${never}</span>`;
  return html`<span class="ago"><span>${ago(new Date(at), now)}</span><small><${Time} at=${at} /></small></span>`;
}

/** Now, again every half minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
