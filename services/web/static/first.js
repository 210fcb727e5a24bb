// Sets the theme and the language that the person chose, before the first paint.
(function () {
	try {
		var root = document.documentElement;
		var theme = localStorage.getItem('rives.theme');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
		var lang = localStorage.getItem('rives.lang') || (navigator.language || 'fr').slice(0, 2);
		root.lang = ['fr', 'en', 'es'].indexOf(lang) < 0 ? 'fr' : lang;
	} catch {
		// Storage may be closed to us: the system's theme and French are a fair start.
	}
})();
