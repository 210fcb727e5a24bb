// The words of what an API token may do.
import type { TokenScope } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

const words: Record<TokenScope, () => string> = {
	READ_PUBLIC: m.token_READ_PUBLIC,
	READ_AS_SEAT: m.token_READ_AS_SEAT,
	ACT_AS_SEAT: m.token_ACT_AS_SEAT
};
export const allTokenScopes = Object.keys(words) as TokenScope[];
export const tokenScopeWord = (scope: TokenScope): string => words[scope]();
