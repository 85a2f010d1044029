"""The map: classes and payload in Python, its places on a page; assets/map.mjs draws it."""
