"""
A believable nation, invented as a whole: units of very different size, seasons, Tết, supplements, lateness.

Stories are planned here and stored by the rooms' doors for many at once; nothing here knows a table.
"""
