// Passkeys: turns the server's JSON into what the browser's ceremony takes, and its answer back into JSON.

const bytes = (text: string): Uint8Array<ArrayBuffer> => {
	const plain = text.replaceAll('-', '+').replaceAll('_', '/');
	return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};
const text = (buffer: ArrayBuffer): string => {
	let plain = '';
	for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
	return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

interface Named {
	id: string;
}
const named = <T extends Named>(list: readonly T[] | undefined) =>
	(list ?? []).map((one) => ({ ...one, id: bytes(one.id), type: 'public-key' as const }));

/** The part of the server's answer that the browser wants, whether wrapped in `publicKey` or not. */
const inner = (options: string) => {
	const parsed = JSON.parse(options);
	return parsed.publicKey ?? parsed;
};

/** The options of a registration. */
export function creationOptions(options: string): PublicKeyCredentialCreationOptions {
	const given = inner(options);
	return {
		...given,
		challenge: bytes(given.challenge),
		user: { ...given.user, id: bytes(given.user.id) },
		excludeCredentials: named(given.excludeCredentials)
	};
}

/** The options of a sign-in. */
export function requestOptions(options: string): PublicKeyCredentialRequestOptions {
	const given = inner(options);
	return {
		...given,
		challenge: bytes(given.challenge),
		allowCredentials: named(given.allowCredentials)
	};
}

/** A credential as the server reads it. */
export function credentialJson(credential: PublicKeyCredential): string {
	const response = credential.response;
	const parts: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) };
	if (response instanceof AuthenticatorAttestationResponse) {
		parts.attestationObject = text(response.attestationObject);
		parts.transports = response.getTransports();
	} else if (response instanceof AuthenticatorAssertionResponse) {
		parts.authenticatorData = text(response.authenticatorData);
		parts.signature = text(response.signature);
		parts.userHandle = response.userHandle ? text(response.userHandle) : null;
	}
	return JSON.stringify({
		id: credential.id,
		rawId: text(credential.rawId),
		type: credential.type,
		response: parts,
		clientExtensionResults: credential.getClientExtensionResults()
	});
}

/** What became of a ceremony in the browser; a person who closes the window did nothing wrong. */
export type Ceremony =
	{ ok: true; json: string } | { ok: false; why: 'stopped' | 'known' | 'failed' };

async function ceremony(run: () => Promise<Credential | null>): Promise<Ceremony> {
	try {
		const credential = await run();
		if (!(credential instanceof PublicKeyCredential)) return { ok: false, why: 'failed' };
		return { ok: true, json: credentialJson(credential) };
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		if (name === 'InvalidStateError') return { ok: false, why: 'known' };
		return { ok: false, why: name === 'NotAllowedError' ? 'stopped' : 'failed' };
	}
}

/** Makes a passkey on this device. */
export const createPasskey = (options: string): Promise<Ceremony> =>
	ceremony(() => navigator.credentials.create({ publicKey: creationOptions(options) }));

/** Asks for a passkey of this device. */
export const usePasskey = (options: string): Promise<Ceremony> =>
	ceremony(() => navigator.credentials.get({ publicKey: requestOptions(options) }));

/** Whether this browser knows passkeys. */
export const passkeysKnown = (): boolean => typeof globalThis.PublicKeyCredential === 'function';
