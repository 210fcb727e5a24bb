// What comes back from the API: the data, or the kind of failure, never an exception.

export type Answer<T> =
	| { ok: true; data: T }
	| { ok: false; kind: 'offline'; message: string }
	| { ok: false; kind: 'fault'; message: string; code: string | null; requestId: string | null };

/** The part of an urql result that tells what went wrong. */
export interface RawFailure {
	message: string;
	networkError?: Error | undefined;
	graphQLErrors: readonly { message: string; extensions?: Record<string, unknown> }[];
	response?: { status?: number } | undefined;
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Tells a failure of the network (try again later) from a fault of the server. */
export function classify(failure: RawFailure): Answer<never> {
	const first = failure.graphQLErrors[0];
	if (first) {
		return {
			ok: false,
			kind: 'fault',
			message: first.message,
			code: asText(first.extensions?.code),
			requestId: asText(first.extensions?.requestId)
		};
	}
	const status = failure.response?.status;
	if (failure.networkError && (status === undefined || status === 502 || status === 503)) {
		return { ok: false, kind: 'offline', message: failure.networkError.message };
	}
	return { ok: false, kind: 'fault', message: failure.message, code: null, requestId: null };
}
