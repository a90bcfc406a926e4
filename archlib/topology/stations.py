"""Stations: the nouns of the language. Pure data, no behaviour.

Every station has a name, the roles whose code it plays (`plays`), the work columns it does (`does`), the host
group it sits on (`hosts`, None for a managed service without hosts of ours) and the meters that bill it. Instance k
of a station runs number `numbers_from + k` of its roles' code, so that two stations of one role can fail apart.
"""

from archlib.topology.functions import Function
from archlib.topology.managed import Alarm, Balancer, Bus, Queue, Service, Store
from archlib.topology.pools import Fleet, Pool

Working = Pool | Fleet | Function  # those that do work
Station = Working | Queue | Store | Service | Bus | Alarm | Balancer
