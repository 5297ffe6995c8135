"""Reading: from the bytes of one file to what is in it. Runs in a worker process.

Nothing here knows the plan, the form or pandas: a worker starts quickly, and
whatever a hostile file does to it, it does to that file alone.
"""
