"""The search page: it joins what all apps let be found (core/search) with the filters that readers know."""
