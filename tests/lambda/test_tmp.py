import importlib.util, json
spec=importlib.util.spec_from_file_location("tm","/work/main/tests/lambda/test_memory.py"); tm=importlib.util.module_from_spec(spec); spec.loader.exec_module(tm)
from tests.emulator import *
def test_x(parts, store):
  for k in range(4):
    with running(parts, tm.SETTINGS) as f:
        s=[]
        for n in range(200):
            f.invoke(tm.ROUND[n%len(tm.ROUND)]); s.append(f.memory())
        print([round(min(s[i:i+10]),1) for i in range(0,200,10)],[round(max(s[i:i+10]),1) for i in range(0,200,10)])
        print([round(x,1) for x in s[140:200]])
