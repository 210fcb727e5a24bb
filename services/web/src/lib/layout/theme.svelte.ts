// The theme: the system's unless the person chose one on this device.
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'rives.theme';

function current(): Theme {
	const value = globalThis.document?.documentElement.dataset.theme;
	return value === 'light' || value === 'dark' ? value : 'system';
}

class ThemeChoice {
	value = $state<Theme>(current());

	set(theme: Theme): void {
		this.value = theme;
		document.documentElement.dataset.theme = theme;
		try {
			localStorage.setItem(storageKey, theme);
		} catch {
			// Without storage the choice lasts as long as the page.
		}
	}
}

export const theme = new ThemeChoice();
