"""The map: classes and payload in Python, its places on a page; assets/map.js draws it."""
