// The shapes of a draft on its page, named once.
import type { DraftSubscription } from '$lib/gql/generated/graphql';

/** Where somebody is in it. */
export type CaretNode = DraftSubscription['draft']['carets'][number];
