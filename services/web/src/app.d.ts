// Ambient types of the application.
declare global {
	namespace App {
		interface PageState {
			/** The list position to come back to. */
			from?: string;
		}
	}
}

export {};
