// What a browser says of itself becomes a name that people know.
import { expect, it } from 'vitest';
import { deviceName } from './device';

it.each([
	[
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
		{ browser: 'Chrome', system: 'Linux' }
	],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
		{ browser: 'Edge', system: 'Windows' }
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
		{ browser: 'Safari', system: 'iPhone' }
	],
	[
		'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0',
		{ browser: 'Firefox', system: 'Android' }
	],
	['curl/8.5.0', { browser: null, system: null }]
])('%s is named as its user would', (agent, name) => {
	expect(deviceName(agent)).toEqual(name);
});
