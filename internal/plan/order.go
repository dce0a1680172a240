package plan

// order gives the rows that cost calls in an order in which every name is free when a row takes it;
// before returns the row that must be done before another. Rows that wait for each other in a
// circle are not in the sequence.
func order(rows []Row) (sequence []int, before map[int]int, circle []int) {
	before = waits(rows)
	const onTheWay, placed, endless = 1, 2, 3
	state := make([]byte, len(rows))
	for i := range rows {
		var chain []int
		end := byte(placed)
		for at, more := i, rows[i].toDo(); more; at, more = before[at], has(before, at) {
			if state[at] != 0 {
				if state[at] != placed {
					end = endless
				}
				break
			}
			state[at] = onTheWay
			chain = append(chain, at)
		}
		for k := len(chain) - 1; k >= 0; k-- {
			state[chain[k]] = end
			if end == placed {
				sequence = append(sequence, chain[k])
			} else {
				circle = append(circle, chain[k])
			}
		}
	}
	return sequence, before, circle
}

func has(before map[int]int, row int) bool {
	_, ok := before[row]
	return ok
}

// waits gives for each row that takes a name the row that gives it up.
func waits(rows []Row) map[int]int {
	giver := map[string]int{}
	for i := range rows {
		if _, renamed := rows[i].newName(); renamed && rows[i].Action == Update {
			giver[rows[i].Name] = i
		}
	}
	before := map[int]int{}
	for i := range rows {
		name, named := rows[i].newName()
		if first, given := giver[name]; named && given && first != i {
			before[i] = first
		}
	}
	return before
}
