// What a browser says of itself, cut down to what a person recognises.

const browsers: readonly [RegExp, string][] = [
	[/\bEdg(?:e|A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: readonly [RegExp, string][] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux']
];

const first = (known: typeof browsers, agent: string): string | null =>
	known.find(([sign]) => sign.test(agent))?.[1] ?? null;

/** The browser and the system; null for what is not known. */
export function deviceName(agent: string): { browser: string | null; system: string | null } {
	return { browser: first(browsers, agent), system: first(systems, agent) };
}
