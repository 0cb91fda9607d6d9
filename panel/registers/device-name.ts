const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\/(\d+)/, 'Edge'], [/OPR\/(\d+)/, 'Opera'], [/SamsungBrowser\/(\d+)/, 'Samsung Internet'], [/Firefox\/(\d+)/, 'Firefox'], [/(?:Headless)?Chrom(?:e|ium)\/(\d+)/, 'Chrome'], [/Version\/(\d+).*Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/CrOS/, 'ChromeOS'], [/Android/, 'Android'], [/iPad/, 'iPad'], [/iPhone/, 'iPhone'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/Linux/, 'Linux'],
];

/** What a browser says that it is, in words: `Chrome 156 on ChromeOS`. A name that is no browser's is given back as it is. */
export function deviceName(said: string): string {
  const [pattern, browser] = BROWSERS.find(([known]) => known.test(said)) ?? [];
  if (!pattern) return said || 'A device';
  const version = pattern.exec(said)?.[1] ?? '';
  const system = SYSTEMS.find(([known]) => known.test(said))?.[1];
  return system ? `${browser} ${version} on ${system}` : `${browser} ${version}`;
}
