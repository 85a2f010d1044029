"""What one request, one client and one worker may cost: every limit, with the reason it has.

`python -m tests.bench serving` and tests/slow show them at work; whoever meets one is told it.
"""

KB = 1024
MB = 1024 * KB

# --- a worker ---

# One for each core of the machines we know; each holds the portal once, some 250 MB.
WORKERS = 2
# Most only wait, for Python runs one at a time: so many that what is kept is answered at once
# while others wait for their turn to make a page (MAKING) or to write a file (WRITING).
THREADS = 48
# Pages that are made at once: one more than would take no longer, for those that take a second.
MAKING = 2
# Of one worker, waiting for that in all, and for one client: the other threads send what is kept.
PAGES = 32
CLIENT_PAGES = 12
# Bytes in memory of the pages that one worker keeps, packed: some thousand.
KEPT_DOCUMENTS = 24 * MB
# Bytes of figures laid out for maps: an indicator of all municipalities takes half of one, and a
# reader's next region, period or sex is drawn of the same.
KEPT_LAID = 4 * MB
# Pages that all workers share on disk, some 30 kB each, until a new release.
SHARED_DOCUMENTS = 4000
# Regions whose pages are made before anybody asks: the north's, which come first in every list.
LIKELY_PLACES = 50
# While nobody waits, and so many times as long as it takes the worker rests after each.
RESTS = 2
# Of the processors busy in the last minute, above which nothing is made that nobody asked for.
LOADED = 0.5
# Connections of one worker. One that sends or reads slowly costs a descriptor and a few kB, no
# thread: 600 slow bodies and 200 slow readers are met with as many again to spare.
CONNECTIONS = 2000
# Of these for one address, unless it is a proxy's: some forty browsers behind it.
CLIENT_CONNECTIONS = 250
# Waiting to be accepted, by all workers.
BACKLOG = 1024
# Seconds that a thread which makes a page runs before one that only sends may: Python's own 5 ms
# are waited for several times a request.
SWITCHED_WITHIN = 0.0005
# Bytes that lie in the kernel for one reader: enough for 2.5 MB/s over 50 ms.
SENT_AHEAD = 64 * KB

# --- seconds ---

# A request, headers and body, must have come whole: a callback of ours is some 2 kB.
RECEIVED_WITHIN = 20
# Nothing was sent or read on a connection for so long: it is closed.
IDLE = 60
# What is being answered when the server is told to stop has so long to end.
STOPS_WITHIN = 8
# So long pages are made of a new release before it is shown; the release before is, until then.
PREPARED_WITHIN = 20
# A worker whose loop has not turned for so long is ended, and another started.
STUCK = 60

# --- a request ---

# Bytes of address and headers. Every indicator of the catalogue in one address is some 9 kB.
HEADERS = 16 * KB
# Bytes of a query alone, which is told in words.
QUERY = 12 * KB
# Bytes of a body: the largest question of Dash on a page of ours is 4 kB.
BODY = 64 * KB
# Characters of a path, decoded; the longest of ours, a report's, is 40.
PATH = 500
# Different words of one parameter: all regions, or all indicators, with room to grow.
WORDS = 1000
# Characters of what is searched for: the longest title of ours has 121.
SEARCHED = 200
# Of periods and spans of them fewer, for each is looked for among those of every indicator.
WORDS_OF = {"period": 100}

# --- a file that is asked for ---

# Rows: what a worker writes in some three seconds.
ROWS = 500_000
# Of a workbook: what a person can still look through, written in some five seconds.
SHEET_ROWS = 100_000
# Cells of a JSON-stat cube, empty ones too: 16 MB in memory.
CELLS = 2_000_000
# Seconds until it is given up.
WRITTEN_WITHIN = 20
# Of one worker, written or waiting for their turn: half of the threads. Two are written at a
# time, for a third would only take from the others.
EXPORTS = 24
WRITING = 2
# Of these for one client, who may be a whole office behind one address.
CLIENT_EXPORTS = 12
# Seconds until one that was refused is worth asking for again.
AGAIN = 5
# Bytes on disk of those a worker keeps, for whoever asks the same again and for slow readers.
KEPT_FILES = 256 * MB
# Bytes on disk of all that is still read, kept or not.
OPEN_FILES = 400 * MB

# Characters of what a visitor sent that are said back.
SAID_BACK = 60
