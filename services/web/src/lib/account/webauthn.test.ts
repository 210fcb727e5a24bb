// Passkeys: what the server says becomes what the browser takes.
import { describe, expect, it } from 'vitest';
import { creationOptions, requestOptions } from './webauthn';

const bytes = (source: BufferSource) => [...new Uint8Array(source as ArrayBuffer)];

describe('the options of a passkey', () => {
	it('are read from the wrapped form, with every identifier as bytes', () => {
		const options = creationOptions(
			JSON.stringify({
				publicKey: {
					challenge: '-_8',
					rp: { name: 'Rives' },
					user: { id: 'AQI', name: 'a', displayName: 'a' },
					pubKeyCredParams: [],
					excludeCredentials: [{ id: 'Aw', type: 'public-key' }]
				}
			})
		);
		expect(bytes(options.challenge)).toEqual([251, 255]);
		expect(bytes(options.user.id)).toEqual([1, 2]);
		expect(bytes(options.excludeCredentials?.[0]?.id as BufferSource)).toEqual([3]);
	});

	it('are read from the bare form too', () => {
		const options = requestOptions(JSON.stringify({ challenge: 'AA', rpId: 'localhost' }));
		expect(bytes(options.challenge)).toEqual([0]);
		expect(options.allowCredentials).toEqual([]);
		expect(options.rpId).toBe('localhost');
	});
});
