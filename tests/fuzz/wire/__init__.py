"""The same over sockets: a real gateway process, real HTTP, and HTTP as nobody should write it.

An *exchange* is one connection: the bytes sent, in which portions, how it ends, and what is asked in them.
Where the bytes are honest HTTP each request must be answered, in order, as it would be without a socket;
where they are not, anything but a 5xx is an answer, and so is none.
"""
