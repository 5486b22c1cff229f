"""What people of the demonstration say of references, beside those that came with the notice."""

# (action, days ago, the action it relies on, why)
BY_HAND = [("IN13", 25, "IN5", "The audits of supervision are told there, and done only once")]
# (action, days ago, words, the action that they look like, why they are none)
DECLINED = [("IN1", 22, "IN2", "IN2", "Here it is the name of a form")]
